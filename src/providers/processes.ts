import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process of this number runs on this machine. It may be another than the one that once had the number. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process: it lives, though it isn't ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !(await isZombie(pid));
}

/** Ended, but nobody asked how: in containers whose first process doesn't, orphans stay like this. */
async function isZombie(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The name, in parentheses, may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

/**
 * Whether a living process was started as `program` (a part of its command line) in `folder`; undefined where that
 * can't be told.
 */
export async function isProgram(pid: number, program: string, folder: string): Promise<boolean | undefined> {
  try {
    if (process.platform === 'linux') {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(program) && (await readlink(`/proc/${pid}/cwd`)) === folder;
    }
    if (process.platform === 'win32') {
      return undefined;
    }
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { timeout: 5000 });
    return stdout.includes(program);
  } catch {
    return undefined;
  }
}

/** Ends a process at once, with all that it started: on POSIX those of the group that it leads. */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    // Fails where it has ended already.
    await run('taskkill', ['/pid', String(pid), '/T', '/F'], { timeout: 15_000, windowsHide: true }).catch(
      () => {},
    );
    return;
  }
  if (!signal(-pid, 'SIGKILL')) {
    signal(pid, 'SIGKILL');
  }
}

/** Whether there was a process, or for a negative number a group of them, to get the signal. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
