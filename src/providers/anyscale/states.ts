import type { JobReport } from '../remote/remote-job.ts';
import type { AnyscaleJobStatus } from './jobs.ts';

/** What Anyscale says of a job, in our words: `JobState` in `anyscale/job/models.py`, 0.26.112. */
export function reportOf({ state: word, id }: AnyscaleJobStatus): JobReport {
  switch (word) {
    case 'STARTING':
      return { word, stage: 'waiting', message: 'Anyscale starts machines for the job.' };
    case 'RUNNING':
      return { word, stage: 'running', message: 'The job runs on Anyscale.' };
    case 'SUCCEEDED':
      return { word, stage: 'ended', end: { how: 'succeeded', message: 'The job ended well.' } };
    case 'TERMINATED':
      return { word, stage: 'ended', end: { how: 'stopped', message: 'The job was stopped.' } };
    case 'FAILED':
      return {
        word,
        stage: 'ended',
        end: {
          how: 'failed',
          message: `The job ${id} failed on Anyscale.`,
          advice: 'Look at the job in the console of Anyscale: it shows what its machines did.',
        },
      };
    default:
      return { word, stage: 'other' };
  }
}
