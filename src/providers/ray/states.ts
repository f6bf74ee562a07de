import type { JobEnd, JobReport } from '../remote/remote-job.ts';
import type { JobDetails } from './job-details.ts';

/** What Ray says of a job, in our words. */
export function reportOf(job: JobDetails): JobReport {
  switch (job.status) {
    case 'PENDING':
      return {
        word: job.status,
        stage: 'waiting',
        message: 'The cluster prepares the job, or waits for room on its nodes.',
      };
    case 'RUNNING':
      return { word: job.status, stage: 'running', message: 'The job runs on the cluster.' };
    case 'SUCCEEDED':
      return { word: job.status, stage: 'ended', end: { how: 'succeeded', message: 'The job ended well.' } };
    case 'STOPPED':
      return { word: job.status, stage: 'ended', end: { how: 'stopped', message: 'The job was stopped.' } };
    case 'FAILED':
      return { word: job.status, stage: 'ended', end: failureOf(job) };
    default:
      return { word: job.status, stage: 'other', message: job.message ?? undefined };
  }
}

/** `JobErrorType` in `ray/dashboard/modules/job/common.py`, Ray 2.58. */
function failureOf(job: JobDetails): JobEnd {
  const said = sayingOf(job.message ?? '');
  switch (job.error_type) {
    case 'RUNTIME_ENV_SETUP_FAILURE':
      return failed(
        `The cluster couldn't set up the job's files or packages: ${said}`,
        'With `"environment": "install"` in `training.resources` the nodes install packages: they must reach a package index.',
      );
    case 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT':
      return failed(
        'The cluster had no room to start the job in time.',
        'Wait until other jobs are through, or add nodes.',
      );
    case 'JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE':
      return failed(
        `No node of the cluster can take the job: ${said}`,
        'Ask for less in `training.resources`, or add nodes.',
      );
    case 'JOB_SUPERVISOR_ACTOR_DIED':
      return failed(
        'The process that watches the job died on its node: the node was lost, or ran out of memory.',
        'Look at the node in the dashboard of the cluster.',
      );
    case 'JOB_ENTRYPOINT_COMMAND_START_ERROR':
    case 'JOB_SUPERVISOR_ACTOR_START_FAILURE':
    case 'JOB_SUPERVISOR_ACTOR_UNKNOWN_FAILURE':
      return failed(`The cluster couldn't start the job: ${said}`);
    case 'JOB_ENTRYPOINT_COMMAND_ERROR':
      return exitOf(job.driver_exit_code ?? undefined);
    default:
      return failed(`The job failed: ${said}`);
  }
}

function exitOf(code: number | undefined): JobEnd {
  switch (code) {
    case 127:
    case 9009:
      return failed(
        'The head node has no `python` on its PATH.',
        'Start Ray on the nodes from an environment whose `python` has the packages of training.',
      );
    case 137:
    case -9:
      return failed('The training process was killed on the cluster: most likely its memory ran out.');
    default:
      return failed(`The training process ended with exit code ${code ?? 'unknown'}.`);
  }
}

function failed(message: string, advice?: string): JobEnd {
  return { how: 'failed', message, advice };
}

/** The first line that isn't about Ray's own insides, or the last one of a traceback. */
function sayingOf(message: string): string {
  const lines = message
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
  const said = (lines.some((line) => line.startsWith('Traceback')) ? lines.at(-1) : lines[0]) ?? '';
  return said === '' ? 'Ray gives no reason.' : said.slice(0, 500).toWellFormed();
}
