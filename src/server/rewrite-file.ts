import type { ByteChange } from '../language/index.ts';
import { rawLines } from '../workspace/raw-lines.ts';
import { readDataset, UnreadableFile } from '../workspace/read.ts';
import { piecesOf, replaceFile, stampOf } from '../workspace/write.ts';
import { pathOf } from './files.ts';

const changes: readonly ByteChange[] = ['remove-byte-order-mark', 'add-byte-order-mark', 'line-feeds'];

export function isByteChange(value: unknown): value is ByteChange {
  return (changes as readonly unknown[]).includes(value);
}

/**
 * Changes the bytes of a file and leaves its lines as they are: what an editor can't do with its text. `open` are the
 * lines of the document, where it is open: if they are not those of the file, it has unsaved edits. Throws
 * `UnreadableFile`, with a sentence for people.
 */
export async function rewriteFile(
  uri: string,
  wanted: readonly ByteChange[],
  open: readonly { readonly text: string }[] | undefined,
): Promise<void> {
  const path = pathOf(uri);
  if (path === undefined) {
    throw new UnreadableFile(uri, 'is no file on this machine.');
  }
  const stamp = await stampOf(path);
  const { bytes, lines, signature } = await readDataset(path);
  if (signature.encoding !== undefined) {
    throw new UnreadableFile(path, 'is not text in UTF-8. Save it as UTF-8 first.');
  }
  if (open !== undefined && !sameText(open, lines)) {
    throw new UnreadableFile(path, 'has edits that are not saved. Save it first.');
  }
  let { byteOrderMark } = signature;
  let raw = rawLines(lines, bytes);
  for (const change of wanted) {
    if (change === 'line-feeds') {
      raw = raw.map((line) => (line.end === '' ? line : { ...line, end: '\n' }));
    } else {
      byteOrderMark = change === 'add-byte-order-mark';
    }
  }
  await replaceFile(path, piecesOf(raw, byteOrderMark), stamp);
}

function sameText(open: readonly { readonly text: string }[], lines: readonly string[]): boolean {
  return open.length === lines.length && open.every(({ text }, line) => text === lines[line]);
}
