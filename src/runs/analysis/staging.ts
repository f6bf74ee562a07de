import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UnreadableFile } from '../../workspace/read.ts';
import { writeReason } from '../../workspace/write.ts';

/** Where prepared rows lie until a run takes them over: on the same disk as runs, so that they are moved at once. */
const stagingFolder = path.join('.tuneset', 'staging');

/** What is older was left by a process that was killed. */
const abandonedMs = 24 * 60 * 60 * 1000;

/** A folder of its own for the rows of one run. Throws `UnreadableFile` where it can't be made. */
export async function makeStaging(root: string): Promise<string> {
  const parent = path.join(root, stagingFolder);
  const folder = path.join(parent, randomBytes(8).toString('hex'));
  try {
    await mkdir(parent, { recursive: true });
    await writeFile(path.join(parent, '.gitignore'), '*\n');
    await sweep(parent);
    await mkdir(folder);
  } catch (error) {
    throw new UnreadableFile(folder, writeReason(error), error);
  }
  return folder;
}

/** Windows lets go of a file some moments after it was closed. */
export async function removeStaging(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function sweep(parent: string): Promise<void> {
  for (const entry of await readdir(parent, { withFileTypes: true })) {
    const folder = path.join(parent, entry.name);
    const modified = entry.isDirectory()
      ? await stat(folder).then(
          ({ mtimeMs }) => mtimeMs,
          () => undefined,
        )
      : undefined;
    if (modified !== undefined && Date.now() - modified > abandonedMs) {
      await removeStaging(folder);
    }
  }
}

/** Puts parts one after another into one file; a single one takes its place as it is. */
export async function joinParts(parts: readonly string[], file: string, signal?: AbortSignal): Promise<void> {
  const [first, ...rest] = parts;
  try {
    await rename(first!, file);
    for (const part of rest) {
      await pipeline(createReadStream(part), createWriteStream(file, { flags: 'a' }), { signal });
      await unlink(part);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new UnreadableFile(file, writeReason(error), error);
  }
}
