import { createHash } from 'node:crypto';
import type { Job } from '../provider.ts';
import { entrypoint } from '../remote/job-files.ts';
import type { Submission } from './client.ts';
import type { JobDetails } from './job-details.ts';

/** A name of our own: the cluster refuses it a second time, which is what makes a job start once. */
export function submissionId(job: Job): string {
  return `${job.runId}-${job.attempt}`;
}

/** Seconds that a stopped driver has to write a checkpoint before it is killed; Ray's own default is 3. */
const stopSeconds = 90;

export function submissionOf(
  job: Job,
  workingDir: string,
  packages: readonly string[] | undefined,
): Submission {
  return {
    submission_id: submissionId(job),
    entrypoint: entrypoint(job),
    // The driver only watches: the workers ask for what they need themselves.
    entrypoint_num_cpus: 0,
    metadata: { ...ours(job), tuneset_run: job.runId },
    runtime_env: {
      working_dir: workingDir,
      // No keys: everybody who sees the dashboard sees these.
      env_vars: { RAY_JOB_STOP_WAIT_TIME_S: String(stopSeconds) },
      ...(packages ? { pip: packages } : {}),
    },
  };
}

/** Takes a job's name for good, so that a request for it that is still on its way comes too late. Does nothing else. */
export function abandonment(job: Job): Submission {
  return {
    submission_id: submissionId(job),
    entrypoint: 'echo Tuneset gave this run up before it began',
    entrypoint_num_cpus: 0,
    metadata: { ...ours(job), tuneset_abandoned: 'true' },
  };
}

/** What a job of that name is to us. */
export function ownership(job: Job, found: JobDetails): 'ours' | 'abandoned' | 'foreign' {
  if (found.metadata?.tuneset_token !== ours(job).tuneset_token) {
    return 'foreign';
  }
  return found.metadata?.tuneset_abandoned === undefined ? 'ours' : 'abandoned';
}

/** The token itself marks the driver's lines: others need not know it. */
function ours(job: Job) {
  return { tuneset_token: createHash('sha256').update(job.token).digest('hex').slice(0, 32) };
}
