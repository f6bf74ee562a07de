import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { RawLine } from './raw-lines.ts';
import { reasonOf, UnreadableFile } from './read.ts';

/** How a file stood when it was read, to notice that somebody else has written it since. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
}

export async function stampOf(file: string): Promise<FileStamp> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { size, modified: mtimeMs };
  } catch (error) {
    throw new UnreadableFile(file, reasonOf(error), error);
  }
}

/** The text of lines in pieces of about a megabyte: a file may be longer than a string can be. */
export function* piecesOf(lines: readonly RawLine[], byteOrderMark: boolean): Iterable<string> {
  let piece = byteOrderMark ? '\uFEFF' : '';
  for (const { text, end } of lines) {
    piece += text + end;
    if (piece.length > 1_000_000) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/**
 * Puts new content in a file's place at once: whoever reads it sees the old or the new, and after a crash one of the
 * two is there. Mode and symbolic links stay. Throws `UnreadableFile` where it can't be written, or was changed since
 * `stamp` was taken.
 */
export async function replaceFile(
  file: string,
  pieces: Iterable<string>,
  stamp: FileStamp | undefined,
): Promise<void> {
  try {
    const target = await real(file);
    const mode = await modeOf(target);
    const temporary = path.join(
      path.dirname(target),
      `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`,
    );
    const handle = await open(temporary, 'wx', mode);
    try {
      await fill(handle, pieces, mode);
      if (stamp !== undefined) {
        const now = await stampOf(target);
        if (now.size !== stamp.size || now.modified !== stamp.modified) {
          throw new UnreadableFile(file, 'was changed by another program meanwhile: it is left as it is.');
        }
      }
      await rename(temporary, target);
    } catch (error) {
      await unlink(temporary).catch(() => {});
      throw error;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(file, writeReason(error), error);
  }
}

async function fill(handle: FileHandle, pieces: Iterable<string>, mode: number | undefined): Promise<void> {
  try {
    if (mode !== undefined) {
      // The mode given to `open` is cut by the umask.
      await handle.chmod(mode);
    }
    for (const piece of pieces) {
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function real(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return path.resolve(file);
  }
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o7777;
  } catch {
    return undefined;
  }
}

/** The reason of a failed write as a sentence that follows a path. */
export function writeReason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return "can't be written: the disk is full.";
    case 'EROFS':
      return "can't be written: the disk is read-only.";
    default:
      return reasonOf(error).replace("can't be read", "can't be written");
  }
}
