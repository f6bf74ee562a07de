import { locatorOf } from '../document/locate.ts';
import type { Place, Span } from '../document/place.ts';
import type { RowHandle } from '../document/row.ts';
import type { Problem, Related } from '../rules/problem.ts';
import { type Range, rangeOnLine } from './types.ts';

/** Columns that a range covers at most: no rule means to underline more, and an editor draws little beyond. */
const widest = 400;

interface Found {
  readonly text: string;
  readonly span: Span;
}

/** Where problems were found, as long as their row reads as it did: an edit elsewhere doesn't parse them again. */
const found = new WeakMap<Problem | Related, Found>();

/** Locates problems, one parse a row as long as those of one row come one after another. */
export function spanFinder(): (item: Problem | Related) => Span {
  let row: RowHandle | undefined;
  let text: string | undefined;
  let locate: (place: Place) => Span;
  return (item) => {
    const known = found.get(item);
    if (known !== undefined && known.text === item.row.text) {
      return known.span;
    }
    if (row !== item.row || text !== item.row.text) {
      ({ row } = item);
      ({ text } = row);
      locate = locatorOf(text);
    }
    const span = locate(item.place);
    found.set(item, { text: item.row.text, span });
    return span;
  };
}

/** The part of a span that is shown: inside its row and never wider than reasonable. */
export function shownRange(row: RowHandle, span: Span): Range {
  const { text } = row;
  const start = Math.min(Math.max(span.start, 0), text.length);
  let end = Math.min(Math.max(span.end, start), text.length);
  if (end - start > widest) {
    end = start + widest - (isHighSurrogate(text, start + widest - 1) ? 1 : 0);
  }
  return rangeOnLine(row.line, start, end);
}

export function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

export function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
