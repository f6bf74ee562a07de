import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder that nothing else uses. Its name is short, because VS Code puts Unix sockets in it. */
export async function makeTempFolder(): Promise<string> {
  // Real path: on macOS the temporary folder is behind a link, and VS Code would show the other name.
  return mkdtemp(path.join(await realpath(tmpdir()), 'tuneset-'));
}

/** A copy that a test may change. Keeps the folder's own name, which the workbench shows. */
export async function copyInto(folder: string, source: string): Promise<string> {
  const copy = path.join(folder, path.basename(source));
  await cp(source, copy, { recursive: true });
  return copy;
}

export async function removeFolder(folder: string): Promise<void> {
  // A server that is just ending may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
