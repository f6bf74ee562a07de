import { hasByteOrderMark } from '../../document/json.ts';
import { columnsAt, type Span } from '../../document/place.ts';
import type { RowHandle } from '../../document/row.ts';
import type { LineRule } from '../rule.ts';
import { readingOf } from './mistakes.ts';

/** Numbers that JSON has no way to write: NaN and Infinity, as Python writes them, and 1e999, which becomes infinite. */
export const nonFinite: LineRule = {
  code: 'json.non-finite',
  title: 'Number that is none',
  severity: 'error',
  scope: 'row',
  on: 'line',
  check({ row, text, kind, walk }, report) {
    const written = kind === 'broken' && (text.includes('NaN') || text.includes('Infinity'));
    if (!written && walk?.nonFinite !== true) {
      return;
    }
    const found = numbersIn(row);
    const [first] = found;
    if (first === undefined) {
      return;
    }
    const number = text.slice(first.start, Math.min(first.end, first.start + 20));
    const more = found.length === 1 ? '' : ` The row has ${found.length - 1} more of the kind.`;
    report({
      place: columnsAt(first.start, first.end),
      message: /[a-z]$/i.test(number)
        ? `JSON has no ${number}. Python's json module writes it, and most other readers reject the row. Write null or leave the key out.${more}`
        : `${number} is beyond what a number can hold: readers take it for infinity or reject the row. Write null or leave the key out.${more}`,
      fix: {
        title: 'Write null',
        safety: 'suggested',
        change: (current) => ({
          kind: 'columns',
          edits: numbersIn(current).map(({ start, end }) => ({ start, end, text: 'null' })),
        }),
      },
    });
  },
};

function numbersIn({ line, text }: RowHandle): readonly Span[] {
  return readingOf(text, line === 0 && hasByteOrderMark(text) ? 1 : 0).nonFinite;
}
