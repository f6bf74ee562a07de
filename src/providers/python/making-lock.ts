import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../processes.ts';

const beatMs = 2000;
/** An owner that has not touched its lock for this long is gone, whatever its number says. */
const staleMs = 30_000;

/**
 * Does something while no other process on this machine does it under the same lock; waits where one does. The lock
 * saves work that would be done twice. It is no promise: after a crash or a long sleep of the machine two may be at it,
 * so what is done must not break by that.
 */
export async function whileLocked<T>(
  file: string,
  work: () => Promise<T>,
  options: { readonly onWait: (pid: number) => void; readonly signal?: AbortSignal | undefined },
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  let told = false;
  while (!(await take(file))) {
    options.signal?.throwIfAborted();
    const owner = await ownerOf(file);
    if (owner === 'gone') {
      await removeStale(file);
      continue;
    }
    if (!told && owner !== undefined) {
      told = true;
      options.onWait(owner);
    }
    await sleep(300, undefined, { signal: options.signal }).catch(() => options.signal?.throwIfAborted());
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** Its number; undefined where it has yet to say it. */
async function ownerOf(file: string): Promise<number | 'gone' | undefined> {
  const [modified, text] = await Promise.all([
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    ),
    readFile(file, 'utf8').catch(() => ''),
  ]);
  if (modified === undefined) {
    return undefined;
  }
  if (Date.now() - modified > staleMs) {
    return 'gone';
  }
  try {
    const { pid, host } = JSON.parse(text);
    return host !== hostname() || (await isAlive(pid)) ? pid : 'gone';
  } catch {
    return undefined;
  }
}

/** Moved away first: of several that find it stale only one removes it. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  await rename(file, aside).catch(() => {});
  await rm(aside, { force: true });
}
