import { hasByteOrderMark } from '../../document/json.ts';
import { columnsAt } from '../../document/place.ts';
import type { Related } from '../problem.ts';
import type { LineContext, LineRule } from '../rule.ts';
import { explain } from './explain.ts';
import type { Mistake } from './mistake.ts';
import { readingOf } from './mistakes.ts';
import { repairOf } from './repair.ts';

/** A line that is no JSON, marked at the very character where reading it fails. */
export const syntax: LineRule = {
  code: 'json.syntax',
  title: 'Broken JSON',
  severity: 'error',
  scope: 'row',
  on: 'line',
  check({ row, text, kind }, report) {
    if (kind !== 'broken') {
      return;
    }
    const start = row.line === 0 && hasByteOrderMark(text) ? 1 : 0;
    const reading = readingOf(text, start);
    const [first] = reading.mistakes;
    // A row that is wrong only in its NaN or Infinity is the business of json.non-finite.
    if (first === undefined) {
      return;
    }
    report({
      place: columnsAt(first.start, first.end),
      message: `${explain(text, first)}${more(reading.mistakes.length - 1)}`,
      related: openingOf(row, first),
      fix: repairOf(text, start, reading),
    });
  },
};

function more(count: number): string {
  return count === 0 ? '' : ` The row has ${count === 1 ? 'one more mistake' : `${count} more mistakes`}.`;
}

function openingOf(row: LineContext['row'], { opening }: Mistake): Related[] {
  if (opening === undefined) {
    return [];
  }
  return [{ row, place: columnsAt(opening, opening + 1), message: 'It begins here' }];
}
