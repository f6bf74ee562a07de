import type { RunEvent } from '../../runs/event.ts';
import type { LogLine } from '../../webview/protocol.ts';

/** What an event says in the log of a run; undefined for figures, which are drawn. */
export function logLineOf(event: RunEvent): LogLine | undefined {
  const { time } = event;
  switch (event.type) {
    case 'log':
      return { time, level: event.level, text: event.text };
    case 'problem':
      return { time, level: event.severity, text: problemText(event) };
    case 'state': {
      const text = event.message === undefined ? event.state : `${event.state}: ${event.message}`;
      return { time, level: event.state === 'failed' ? 'error' : 'info', text: `[${text}]` };
    }
    case 'checkpoint':
      return { time, level: 'info', text: `[checkpoint at step ${event.step}: ${event.path}]` };
    case 'checkpoint-removed':
      return { time, level: 'info', text: `[removed: ${event.path}]` };
    case 'artifact':
      return { time, level: 'info', text: `[${event.kind}: ${event.location}]` };
    case 'attempt':
      return {
        time,
        level: 'info',
        text:
          event.resumeFrom === undefined
            ? `[attempt ${event.attempt}]`
            : `[attempt ${event.attempt}, from ${event.resumeFrom}]`,
      };
    case 'reconciled':
      return { time, level: 'info', text: `[looked for after an interruption: ${event.outcome}]` };
    case 'cancel-requested':
      return { time, level: 'info', text: '[cancel was asked for]' };
    default:
      return undefined;
  }
}

function problemText({
  message,
  advice,
  row,
}: {
  readonly message: string;
  readonly advice?: string;
  readonly row?: { readonly path: string; readonly line: number };
}): string {
  const place = row === undefined ? '' : `${row.path}:${row.line}: `;
  return `${place}${message}${advice === undefined ? '' : ` ${advice}`}`;
}
