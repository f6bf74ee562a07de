import { execFile } from 'node:child_process';
import type { RunRecord } from './record.ts';

/** Milliseconds that a look at a repository may take; a record without it is better than a run that doesn't start. */
const patience = 5000;

/** The commit that a folder is at, and whether files were changed since. Null where there is no git, or no commit. */
export async function gitState(folder: string): Promise<RunRecord['git']> {
  const commit = await git(folder, ['rev-parse', '--verify', 'HEAD']);
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) {
    return null;
  }
  const changes = await git(folder, ['status', '--porcelain', '--ignore-submodules']);
  return { commit, dirty: changes !== '' };
}

/** What git prints, or undefined where it fails. */
function git(folder: string, command: readonly string[]): Promise<string | undefined> {
  // A repository may name a program that `status` would run: not here. Nor is its index to be written in passing.
  const args = ['-c', 'core.fsmonitor=false', '--no-optional-locks', ...command];
  const options = { cwd: folder, timeout: patience, windowsHide: true, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile('git', args, options, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}
