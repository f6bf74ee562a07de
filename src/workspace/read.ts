import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { type FileSignature, signatureOf, splitLines } from '../language/index.ts';

/** A dataset as it is on disk. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** Without their ends, as the core has them. What is no UTF-8 is U+FFFD; a byte order mark is gone. */
  readonly lines: readonly string[];
  readonly signature: FileSignature;
}

/** Why a file can't be read, in one sentence for people. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly path: string;

  constructor(path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.path = path;
  }
}

/** Reads a file of any kind: what is wrong with its bytes is in the signature. Throws `UnreadableFile`. */
export async function readDataset(path: string): Promise<FileContent> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new UnreadableFile(path, reasonOf(error), error);
  }
  return contentOf(bytes, path);
}

/**
 * How many bytes are decoded at once. V8's strings end at about 512 MB, far below the 2 GB that Node.js can read, so
 * that a file is never one string.
 */
const chunkSize = 64 * 1024 * 1024;

/** What a file's bytes hold. Throws `UnreadableFile` for a single line too long for a string. */
export function contentOf(bytes: Uint8Array, path: string, chunk = chunkSize): FileContent {
  const signature = signatureOf(bytes, isUtf8);
  const lines: string[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let from = signature.byteOrderMark && signature.encoding?.kind !== 'utf-16' ? 3 : 0;
  do {
    const to = chunkEnd(bytes, from + chunk);
    for (const line of linesOf(decoder, bytes.subarray(from, to), path)) {
      lines.push(line);
    }
    if (to < bytes.length) {
      // The chunk ends with a line end: the empty line after it is the next chunk's first.
      lines.pop();
    }
    from = to;
  } while (from < bytes.length);
  return { bytes, lines, signature };
}

function linesOf(decoder: TextDecoder, bytes: Uint8Array, path: string): string[] {
  try {
    return splitLines(decoder.decode(bytes));
  } catch (error) {
    throw new UnreadableFile(path, 'holds a line too long to be read (over 500 MB).', error);
  }
}

/** Just after the first line end at or after an offset; a \r\n is not torn apart. */
function chunkEnd(bytes: Uint8Array, offset: number): number {
  for (let at = offset; at < bytes.length; at++) {
    if (bytes[at] === 10) {
      return at + 1;
    }
    if (bytes[at] === 13) {
      return bytes[at + 1] === 10 ? at + 2 : at + 1;
    }
  }
  return bytes.length;
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file: a part of the path is no folder.',
  EISDIR: 'is a folder, not a file.',
  EACCES: "can't be read: permission is denied.",
  EPERM: "can't be read: permission is denied.",
  ELOOP: "can't be read: its symbolic links lead in a circle.",
  EMFILE: "can't be read: too many files are open.",
  ERR_FS_FILE_TOO_LARGE: 'is over 2 GB, more than can be read at once. Split it into several files.',
};

/** The reason of a failed file operation as a sentence that follows a path. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? `can't be read: ${code ?? message}.`;
}
