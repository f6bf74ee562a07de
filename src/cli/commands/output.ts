import path from 'node:path';
import { UnreadableFile } from '../../workspace/read.ts';
import { replaceFile } from '../../workspace/write.ts';
import { type Io, WrongUse } from '../io.ts';
import { shownPath } from '../paths.ts';

/** How much is put together before it is written. */
const portion = 64 * 1024;

/** Writes a report to standard output, or to a file at once. Throws `WrongUse` where the file can't be written. */
export async function writeReport(pieces: Iterable<string>, file: string | undefined, io: Io): Promise<void> {
  if (file !== undefined) {
    await writeFile(path.resolve(io.cwd, file), pieces, io);
    return;
  }
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > portion) {
      await io.stdout.write(text);
      text = '';
    }
  }
  if (text !== '') {
    await io.stdout.write(text);
  }
}

async function writeFile(file: string, pieces: Iterable<string>, io: Io): Promise<void> {
  try {
    await replaceFile(file, pieces, undefined);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      throw new WrongUse(`${shownPath(file, io.cwd)}: ${error.message}`);
    }
    throw error;
  }
}
