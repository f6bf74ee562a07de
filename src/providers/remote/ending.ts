import type { Seen, StateSeen } from '../observation.ts';
import type { JobEnd } from './remote-job.ts';

export interface Ending {
  /** The final state that the driver gave, if it came to that. */
  readonly driver: StateSeen | undefined;
  /** How the job around it ended; undefined while it goes on although the driver is through. */
  readonly end: JobEnd | undefined;
  /** Whether there is a checkpoint to go on from. */
  readonly checkpoint: boolean;
  /** Whether the log could be read to its end. */
  readonly logRead: boolean;
  /** The last line of the log. */
  readonly lastLine: string | undefined;
}

/** What is to be told at the end of a run, the final state last: what the driver said counts before what the job did. */
export function ending({ driver, end, checkpoint, logRead, lastLine }: Ending): Seen[] {
  if (driver && !(driver.state === 'failed' && end?.how === 'stopped')) {
    const late = driver.state === 'succeeded' && end?.how === 'failed';
    return late
      ? [{ type: 'log', level: 'warning', text: `After the run was through: ${end.message}` }, driver]
      : [driver];
  }
  switch (end?.how) {
    case 'stopped':
      return [{ type: 'state', state: 'cancelled', message: end.message }];
    case 'failed':
    case 'gone':
      return broken(end.message, end.advice);
    default:
      return logRead
        ? broken('The training process ended without saying how.', undefined)
        : [
            {
              type: 'state',
              state: 'unknown',
              message:
                'The job ended well, but its log can no longer be read. Look for the adapter in `resources.storagePath`.',
            },
          ];
  }

  function broken(what: string, advice: string | undefined): Seen[] {
    const message = lastLine === undefined ? what : `${what} The last line of its log: ${lastLine}`;
    return [
      { type: 'problem', severity: 'error', message, ...(advice === undefined ? {} : { advice }) },
      { type: 'state', state: checkpoint ? 'interrupted' : 'failed', message: what },
    ];
  }
}
