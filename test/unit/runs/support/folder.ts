import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What a file holds: text, JSON, or rows of JSON. */
export type Content = string | Uint8Array | object | readonly object[];

/** A folder of its own for one test. Lists are written as JSON Lines. */
export async function folderOf(files: Readonly<Record<string, Content>>): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tuneset-runs-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytesOf(content));
  }
  return folder;
}

function bytesOf(content: Content): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    return content;
  }
  return Array.isArray(content)
    ? content.map((row) => `${JSON.stringify(row)}\n`).join('')
    : JSON.stringify(content);
}
