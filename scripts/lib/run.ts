import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const supervisor = path.join(import.meta.dirname, 'supervise.mjs');

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Undefined: until it ends by itself or is stopped. */
  timeoutMs?: number;
  /** Gets each line of its output; without it the output goes to this process's own. */
  onLine?: (line: string) => void;
}

export interface Running {
  /** The exit code, or undefined if the time ran out. */
  ended: Promise<number | undefined>;
  /** Ends it and everything it started. */
  stop: () => Promise<void>;
}

/** Starts a program that ends with this process at the latest, and takes all that it started with it. */
export function start(command: string, args: string[], options: RunOptions = {}): Running {
  const output = options.onLine ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [supervisor, command, ...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['pipe', output, output],
  });
  if (options.onLine) {
    forEachLine(child, options.onLine);
  }
  let timedOut = false;
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          child.stdin?.destroy();
        }, options.timeoutMs);
  // Its output ends with it, unless something that it left behind on purpose still holds the other end.
  const exited = once(child, 'exit').then(async (result) => sleep(2_000, result, { ref: false }));
  const ended = Promise.race([once(child, 'close'), exited]).then(([code]) => {
    clearTimeout(timer);
    return timedOut ? undefined : ((code as number | null) ?? 1);
  });
  return {
    ended,
    stop: async () => {
      child.stdin?.destroy();
      await ended;
    },
  };
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: string[],
  options: RunOptions = {},
): Promise<number | undefined> {
  return start(command, args, options).ended;
}

function forEachLine(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        onLine(line);
      }
    });
    stream?.on('end', () => {
      if (rest) {
        onLine(rest);
      }
    });
  }
}
