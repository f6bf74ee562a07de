import { readFile } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import { type FileSignature, signatureOf } from '../language/index.ts';

/** The path of a document that is a file of this machine. */
export function pathOf(uri: string): string | undefined {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? fsPath : undefined;
}

/**
 * What the bytes of a document's file say and its text no longer does. Undefined where there is no file to be read:
 * it was never saved, is elsewhere, or has gone; the text is what counts then.
 */
export async function probe(uri: string): Promise<FileSignature | undefined> {
  const path = pathOf(uri);
  if (path === undefined) {
    return undefined;
  }
  try {
    return signatureOf(await readFile(path));
  } catch {
    return undefined;
  }
}
