import { type Handle, type Job, ProviderError } from '../provider.ts';
import { claimToAbandon, claimToAsk } from '../remote/claim.ts';
import { jobFiles } from '../remote/job-files.ts';
import { storagePath } from '../remote/storage.ts';
import type { RayClient } from './client.ts';
import { uploadPackage } from './package.ts';
import { abandonment, ownership, submissionId, submissionOf } from './submission.ts';

export interface StartOptions {
  readonly driverFolder: string;
  /** What the nodes are to install, where they are. */
  readonly packages: readonly string[] | undefined;
}

export async function startJob(
  client: RayClient,
  job: Job,
  { driverFolder, packages }: StartOptions,
  signal?: AbortSignal,
): Promise<Handle> {
  const id = submissionId(job);
  const before = await client.job(id, signal);
  if (!before) {
    const storage = storagePath(job.spec.resources);
    const files = await jobFiles(job, driverFolder, { storagePath: storage, name: job.runId });
    const workingDir = await uploadPackage(client, files, signal);
    signal?.throwIfAborted();
    if ((await claimToAsk(job)) === 'abandoned') {
      throw givenUp(id);
    }
    if ((await client.submit(submissionOf(job, workingDir, packages), signal)) === 'submitted') {
      return handleOf(client, job);
    }
  }
  const found = before ?? (await client.job(id, signal));
  switch (found && ownership(job, found)) {
    case 'ours':
      return handleOf(client, job);
    case 'abandoned':
      throw givenUp(id);
    default:
      throw new ProviderError(
        `The cluster has another job that is called ${id}. Start the run again as a new one.`,
      );
  }
}

/**
 * Whether a job was started, after nobody heard the answer. That the cluster doesn't know it now is not enough to say
 * no: the request may still be on its way through a proxy, or waiting in the dashboard, which goes on with it when the
 * one who asked is gone. So the name is taken by a job that does nothing: whichever of the two comes first wins.
 * `connect` is only called where something may have been sent. Throws where the cluster can't be asked now.
 */
export async function findJob(
  connect: () => RayClient,
  job: Job,
  signal?: AbortSignal,
): Promise<Handle | 'absent'> {
  if ((await claimToAbandon(job)) === 'abandoned') {
    return 'absent';
  }
  const client = connect();
  const id = submissionId(job);
  let found = await client.job(id, signal);
  if (!found) {
    if ((await client.submit(abandonment(job), signal)) === 'submitted') {
      return 'absent';
    }
    found = await client.job(id, signal);
  }
  // A job of another's under the name keeps ours from ever starting, just as well.
  return found && ownership(job, found) === 'ours' ? handleOf(client, job) : 'absent';
}

function givenUp(id: string): ProviderError {
  return new ProviderError(`The start of ${id} was given up before. Start the run again as a new one.`);
}

function handleOf(client: RayClient, job: Job): Handle {
  return { submissionId: submissionId(job), address: client.base };
}
