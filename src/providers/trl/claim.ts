import { mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { unlessMissing } from '../whole-file.ts';

/** Who took an attempt: a driver, or somebody who gave it up as never started. */
export type Claim =
  | { readonly by: 'driver'; readonly pid: number | null; readonly started: string | null }
  | { readonly by: 'nobody' };

const written = z.union([
  z.object({ abandoned: z.literal(true) }),
  z.object({ pid: z.int().min(1), started: z.string() }),
]);

/** The driver writes its number right after it has made the file: without it for this long, it has died in between. */
const writingMs = 5000;

/** Who took the attempt; undefined while nobody has. Throws where the file can't be read. */
export async function readClaim(file: string, signal?: AbortSignal): Promise<Claim | undefined> {
  for (;;) {
    const [text, modified] = await Promise.all([textOf(file), modifiedOf(file)]);
    if (text === undefined || modified === undefined) {
      return undefined;
    }
    const note = written.safeParse(parsed(text));
    if (note.success) {
      return 'abandoned' in note.data
        ? { by: 'nobody' }
        : { by: 'driver', pid: note.data.pid, started: note.data.started };
    }
    if (Math.abs(Date.now() - modified) > writingMs) {
      return { by: 'driver', pid: null, started: null };
    }
    await sleep(50, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

/**
 * Takes an attempt that no driver has taken, so that none ever will: a late one finds the file and ends. Gives the claim
 * of a driver that was faster.
 */
export async function giveUp(file: string, signal?: AbortSignal): Promise<Claim> {
  await mkdir(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(JSON.stringify({ abandoned: true }));
      await handle.sync();
      await handle.close();
      return { by: 'nobody' };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    const claim = await readClaim(file, signal);
    if (claim) {
      return claim;
    }
  }
}

/** When the driver last said that it lives, in milliseconds since 1970; undefined where there is no claim. */
export async function modifiedOf(file: string): Promise<number | undefined> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, unlessMissing);
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(unlessMissing);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
