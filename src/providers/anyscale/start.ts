import { setTimeout as delay } from 'node:timers/promises';
import { type Handle, type Job, ProviderError, type ProviderSettings } from '../provider.ts';
import { claimToAbandon, claimToAsk, noteRefusal, wasRefused } from '../remote/claim.ts';
import { jobFiles } from '../remote/job-files.ts';
import { storagePath } from '../remote/storage.ts';
import { jobName, stage, unstage } from './configuration.ts';
import { AnyscaleError } from './failure.ts';
import { type AnyscaleJobs, submittedId } from './jobs.ts';

export interface StartOptions {
  readonly driverFolder: string;
  readonly settings: ProviderSettings;
  readonly packages: readonly string[] | undefined;
  /** Milliseconds before each look for a job of which it isn't clear whether it was made. */
  readonly looks: readonly number[];
}

/**
 * Submits a job, once: names aren't unique there, so that a second try would make a second job. Where the CLI fails,
 * the job may be there all the same: it is looked for by its name.
 */
export async function startJob(
  jobs: AnyscaleJobs,
  job: Job,
  { driverFolder, settings, packages, looks }: StartOptions,
  signal?: AbortSignal,
): Promise<Handle> {
  // This also tells, before anything is sent, whether the program is there and the account can be used.
  const before = await named(jobs, job, signal);
  if (before) {
    return before;
  }
  const storage = storagePath(job.spec.resources);
  const files = await jobFiles(job, driverFolder, { storagePath: storage, name: job.runId });
  const configuration = await stage(job, files, settings, packages);
  signal?.throwIfAborted();
  if ((await claimToAsk(job)) === 'abandoned') {
    throw new ProviderError(
      `The start of ${jobName(job)} was given up before. Start the run again as a new one.`,
    );
  }
  let refusal: AnyscaleError | undefined;
  try {
    const id = submittedId(await jobs.submit(configuration, signal));
    if (id !== undefined) {
      return handleOf(job, id);
    }
  } catch (error) {
    if (!(error instanceof AnyscaleError)) {
      throw error;
    }
    refusal = error;
  } finally {
    await unstage(job).catch(() => {});
  }
  for (const wait of looks) {
    await delay(wait, undefined, { signal });
    const found = await named(jobs, job, signal);
    if (found) {
      return found;
    }
  }
  if (refusal && refusal.kind !== 'unclear') {
    await noteRefusal(job, refusal.message);
  }
  throw (
    refusal ?? new ProviderError('The `anyscale` program ended well, but started no job that can be found.')
  );
}

/** Whether a job was started, after nobody heard the answer. Throws where that can't be asked now. */
export async function findJob(
  jobs: AnyscaleJobs,
  job: Job,
  signal?: AbortSignal,
): Promise<Handle | 'absent' | 'unknown'> {
  if ((await claimToAbandon(job)) === 'abandoned') {
    return 'absent';
  }
  const found = await named(jobs, job, signal);
  if (found) {
    return found;
  }
  // The CLI may still be at work, or its request on the way: there is no name to be taken here.
  return (await wasRefused(job)) ? 'absent' : 'unknown';
}

async function named(jobs: AnyscaleJobs, job: Job, signal?: AbortSignal): Promise<Handle | undefined> {
  const found = await jobs.named(jobName(job), signal);
  return found[0] && handleOf(job, found[0].id);
}

function handleOf(job: Job, id: string): Handle {
  return { jobId: id, name: jobName(job) };
}
