import type { Observation } from '../../../../src/providers/observation.ts';
import type { Job } from '../../../../src/providers/provider.ts';

/** An event line of the driver. */
export function eventLine(job: Job, n: number, fields: Record<string, unknown>): string {
  return `@@FT:${job.token} ${JSON.stringify({ n, time: '2026-11-24T10:15:02.000Z', ...fields })}\n`;
}

/** What was seen, in short: `running`, `metric 3`, `log …`. */
export function brief(seen: Observation): string {
  switch (seen.type) {
    case 'state':
      return seen.state;
    case 'metric':
    case 'checkpoint':
    case 'progress':
      return `${seen.type} ${seen.step}`;
    case 'log':
      return `log ${seen.text}`;
    case 'problem':
      return `problem ${seen.message}`;
    default:
      return seen.type;
  }
}
