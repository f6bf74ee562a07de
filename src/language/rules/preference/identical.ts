import { keyAt } from '../../document/place.ts';
import type { Message } from '../../formats/example.ts';
import { hashMessages } from '../../similarity/fingerprint.ts';
import type { ExampleRule } from '../rule.ts';
import { chosenKey, rejectedKey } from './sides.ts';

/** A pair whose answers are the same: there is nothing to prefer. */
export const identical: ExampleRule = {
  code: 'preference.identical',
  title: 'Chosen and rejected are the same',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'preference',
  check({ row, example, format, value }, report) {
    if (example.kind !== 'preference') {
      return;
    }
    // Nearly all pairs differ from the first word on: what they mean is worked out for the others.
    if (differAtOnce(example.chosen, example.rejected)) {
      return;
    }
    const chosen = hashMessages(example.chosen);
    if (chosen === undefined || chosen !== hashMessages(example.rejected) || example.chosen.every(isEmpty)) {
      return;
    }
    const keys = [chosenKey(format.id), rejectedKey(format.id)] as const;
    const same = JSON.stringify(value[keys[0]]) === JSON.stringify(value[keys[1]]);
    report({
      place: keyAt(keys[1]),
      message: same
        ? 'The rejected answer is the chosen one: there is nothing to prefer, and nothing to learn. Replace one, or remove the row.'
        : 'The rejected answer means the same as the chosen one, and differs only in how it is written: there is nothing to learn. Replace one, or remove the row.',
      related: [{ row, place: keyAt(keys[0]), message: 'The chosen answer' }],
      fix: {
        title: 'Remove the row',
        safety: 'suggested',
        change: () => ({ kind: 'lines', lines: [] }),
      },
    });
  },
};

/** Of two answers that say nothing, that is what is wrong: chat.empty-content says it. */
function isEmpty({ passages, calls, media }: Message): boolean {
  return calls.length === 0 && !media && passages.every(({ text }) => text.trim() === '');
}

/** Whether two answers differ for sure, whatever the white space and the Unicode form. False where it is not known. */
function differAtOnce(chosen: readonly Message[], rejected: readonly Message[]): boolean {
  for (const [index, { passages, calls }] of chosen.entries()) {
    const other = rejected[index];
    if (other === undefined || passages.length !== 1 || other.passages.length !== 1 || calls.length > 0) {
      return false;
    }
    const [a, b] = [passages[0]!.text, other.passages[0]!.text];
    if (a !== b) {
      return textsDifferAtOnce(a, b);
    }
  }
  return false;
}

/** Of two ASCII characters that are no white space no form of Unicode makes one. */
function textsDifferAtOnce(a: string, b: string): boolean {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) {
    index++;
  }
  return isVisibleAscii(a.charCodeAt(index)) && isVisibleAscii(b.charCodeAt(index));
}

function isVisibleAscii(code: number): boolean {
  return code > 32 && code < 127;
}
