import { spawn, spawnSync } from 'node:child_process';

/**
 * Runs the command in its arguments and ends it, with everything it started, when its own standard input is closed.
 * The one who started it holds the other end, so nothing is left running however that one ends: even a SIGKILL
 * closes a pipe. It must be the leader of its own process group (spawned `detached`).
 */
const [command, ...args] = process.argv.slice(2);
const patienceMs = 3000;

const child = spawn(String(command), args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(String(error));
  process.exit(127);
});
child.on('exit', (code) => {
  // What the command left running goes with it; this process itself has yet to hand on the exit code.
  signalGroup('SIGTERM');
  process.exit(code ?? 1);
});

let stopping = false;
function stop() {
  if (!stopping) {
    stopping = true;
    signalGroup('SIGTERM');
    setTimeout(() => signalGroup('SIGKILL'), patienceMs);
  }
}
process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, stop);
}

/** @param {NodeJS.Signals} signal */
function signalGroup(signal) {
  stopping = true;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-process.pid, signal);
  } catch {
    // Nobody is left.
  }
}
