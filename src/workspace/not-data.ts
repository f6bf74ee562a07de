/** Globs of folders whose files are no data of the user's own: installed code, git's store, and what Tuneset writes of runs. */
export const notData: readonly string[] = [
  '**/node_modules/**',
  '**/.git/**',
  '**/.venv/**',
  '**/venv/**',
  '**/.tuneset/**',
];

/** Whether a path (with either kind of slash) is inside a `.tuneset` folder: a ledger is JSON Lines, but no dataset. */
export function isOwnFile(path: string): boolean {
  return /[\\/]\.tuneset[\\/]/.test(path);
}
