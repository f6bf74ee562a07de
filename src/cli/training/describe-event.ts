import { metric, size } from '../../runs/amounts.ts';
import type { RunEvent } from '../../runs/event.ts';
import { printable } from '../../workspace/printable.ts';
import { counted } from '../report/words.ts';

/** An event in one line, safe for a terminal: its kind, then what there is to say. */
export function describeEvent(event: RunEvent): string {
  const [kind, text] = wordsOf(event);
  return printable(text === '' ? kind : `${kind} ${text}`);
}

function wordsOf(event: RunEvent): readonly [kind: string, text: string] {
  switch (event.type) {
    case 'state':
      return [event.state, event.message ?? ''];
    case 'progress':
      return ['step', `${of(event.step, event.steps)}${epoch(event.epoch)}`];
    case 'metric':
      return ['metric', `at step ${event.step}${epoch(event.epoch)}: ${metrics(event.values)}`];
    case 'checkpoint':
      return ['checkpoint', `at step ${event.step}: ${event.path}`];
    case 'checkpoint-removed':
      return ['removed', event.path];
    case 'log':
      return [event.level === 'info' ? 'log' : event.level, event.text];
    case 'problem': {
      const place = event.row === undefined ? '' : `${event.row.path}:${event.row.line}: `;
      const advice = event.advice === undefined ? '' : ` ${event.advice}`;
      return [event.severity, `${place}${event.message}${advice}`];
    }
    case 'artifact':
      return [event.kind, `${event.location}${files(event.files ?? [])}`];
    case 'facts':
      return ['facts', pairs(event.values).join(', ')];
    case 'attempt':
      return [
        `attempt ${event.attempt}`,
        event.resumeFrom === undefined ? '' : `goes on from ${event.resumeFrom}`,
      ];
    case 'started':
      return ['started', pairs(event.handle).join(', ')];
    case 'reconciled':
      return ['reconciled', reconciliations[event.outcome]];
    case 'cancel-requested':
      return ['cancel', 'was asked for'];
    default:
      // Written by a newer version: shown as it is.
      return [(event as { type: string }).type, ''];
  }
}

const reconciliations = {
  found: 'it had been started before the interruption',
  absent: 'it had not been started before the interruption, and will not be',
  unknown: 'whether it had been started before the interruption can not be told',
} as const;

/** "loss 1.234, learning_rate 0.0002" */
export function metrics(values: Readonly<Record<string, number | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${metric(value)}`)
    .join(', ');
}

export function pairs(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name} ${value}`);
}

function of(step: number, steps: number | undefined): string {
  return steps === undefined ? String(step) : `${step}/${steps}`;
}

function epoch(value: number | undefined): string {
  return value === undefined ? '' : ` epoch ${metric(value)}`;
}

function files(list: readonly { readonly bytes: number }[]): string {
  const bytes = list.reduce((sum, file) => sum + file.bytes, 0);
  return list.length === 0 ? '' : ` (${counted(list.length, 'file')}, ${size(bytes)})`;
}
