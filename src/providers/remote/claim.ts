import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../provider.ts';
import { attemptFolder } from '../spec-file.ts';

/**
 * The file `attempt-<n>/submission.json` says whether a job may have been asked for. Who is about to ask creates it; so
 * does who finds out after a crash that nobody did, and gives the attempt up. Whoever is first wins: without the file
 * nothing was ever sent, and nothing ever will be.
 */
export type Claim = 'asked' | 'abandoned';

const file = 'submission.json';

/** Notes on disk that the job is being asked for, before it is. `abandoned`: it must not be. */
export function claimToAsk(job: Job): Promise<Claim> {
  return claim(job, 'asked');
}

/** Gives the attempt up, unless it was asked for. */
export function claimToAbandon(job: Job): Promise<Claim> {
  return claim(job, 'abandoned');
}

async function claim(job: Job, wanted: Claim): Promise<Claim> {
  const folder = path.join(job.folder, attemptFolder(job));
  await mkdir(folder, { recursive: true });
  const name = path.join(folder, file);
  try {
    const handle = await open(name, 'wx');
    try {
      await handle.writeFile(`${JSON.stringify({ [wanted]: new Date().toISOString() })}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return wanted;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    return (await read(name)) ?? (wanted === 'asked' ? 'abandoned' : 'asked');
  }
}

/** Looks at a claim that was just made, before its content is there. */
const looks = 50;

/**
 * What another claim says. Undefined where a crash left it empty: then who wants to ask must not, and who wants to give
 * up must take it that somebody asked, so that nothing happens twice.
 */
async function read(name: string): Promise<Claim | undefined> {
  for (let look = 0; look < looks; look++) {
    const text = await readFile(name, 'utf8');
    if (text.endsWith('\n')) {
      return text.includes('"abandoned"') ? 'abandoned' : 'asked';
    }
    await delay(10);
  }
  return undefined;
}

const refusalFile = 'refused.json';

/** Notes that a job that was asked for was refused: there is none, and there will be none. */
export async function noteRefusal(job: Job, reason: string): Promise<void> {
  await writeFile(refusalName(job), `${JSON.stringify({ reason })}\n`);
}

export async function wasRefused(job: Job): Promise<boolean> {
  return readFile(refusalName(job)).then(
    () => true,
    () => false,
  );
}

function refusalName(job: Job): string {
  return path.join(job.folder, attemptFolder(job), refusalFile);
}
