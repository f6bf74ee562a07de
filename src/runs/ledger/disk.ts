import * as fs from 'node:fs/promises';
import path from 'node:path';

/** What the ledger does to a disk. Tests hand in one that fails or dies at any of these calls. */
export type Disk = Pick<
  typeof fs,
  'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm' | 'stat' | 'unlink' | 'utimes'
>;

export const realDisk: Disk = fs;

/** A file of the ledger can't be read or written. The message is a sentence for people, the file's path in it. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly path: string;

  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file} ${reason}`, { cause });
    this.path = file;
  }
}

/** Runs what touches a file, and says for people what went wrong with it. Errors that no system call made stay as they are. */
export async function touching<T>(
  file: string,
  deed: 'read' | 'written' | 'removed',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw codeOf(error) === undefined ? error : new LedgerError(file, reasonOf(error, deed), error);
  }
}

function reasonOf(error: unknown, deed: string): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
      return `can't be ${deed}: it isn't there.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `can't be ${deed}: the disk is full. Make room on it.`;
    case 'EROFS':
      return `can't be ${deed}: the disk is read-only.`;
    case 'EACCES':
    case 'EPERM':
      return `can't be ${deed}: permission is denied.`;
    default:
      return `can't be ${deed}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** A new file, whole and flushed. Its name is only safe after a crash once its folder is flushed too. */
export async function writeNew(disk: Disk, file: string, text: string): Promise<void> {
  await touching(file, 'written', async () => {
    const handle = await disk.open(file, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Makes names in a folder survive a loss of power. Windows has no such call, and keeps them by itself. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  await touching(folder, 'written', async () => {
    const handle = await disk.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Flushes all files of a folder that somebody else wrote, and the folder. */
export async function syncFiles(disk: Disk, folder: string): Promise<void> {
  for (const entry of await touching(folder, 'read', () => disk.readdir(folder, { withFileTypes: true }))) {
    if (entry.isFile()) {
      const file = path.join(folder, entry.name);
      await touching(file, 'written', async () => {
        // To flush what is open for reading only is refused on Windows.
        const handle = await disk.open(file, 'r+');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
      });
    }
  }
  await syncFolder(disk, folder);
}
