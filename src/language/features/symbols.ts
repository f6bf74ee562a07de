import type { Dataset } from '../checking/dataset.ts';
import type { DatasetRow } from '../checking/row.ts';
import { counted } from './describe-row.ts';
import { type Range, rangeOnLine } from './types.ts';

/** A row in an outline. */
export interface DocumentSymbol {
  /** "12 · How do I reset my password?". */
  readonly name: string;
  readonly detail: string;
  /** `broken`: a line that is no example. `more`: the rows that are not listed. */
  readonly kind: 'row' | 'broken' | 'more';
  readonly range: Range;
  /** Where a click leads; inside `range`. */
  readonly selectionRange: Range;
}

/** Symbols of one outline: VS Code's own limit for JSON, and more than anybody scrolls through. */
export const mostSymbols = 5000;

/** Names of tools in a detail. */
const mostTools = 3;

/** The rows of a dataset by their first words. */
export function symbols(dataset: Dataset): DocumentSymbol[] {
  const { rows, rowCount } = dataset;
  const listed = Math.min(rowCount, mostSymbols);
  const result = rows.slice(0, listed).map(symbolOf);
  if (rowCount > listed) {
    const last = rows.length - 1;
    const start = { line: listed, character: 0 };
    result.push({
      name: `… ${counted(rowCount - listed, 'more row')}`,
      detail: `rows ${listed + 1} to ${rowCount}`,
      kind: 'more',
      range: { start, end: { line: last, character: rows[last]!.text.length } },
      selectionRange: { start, end: start },
    });
  }
  return result;
}

function symbolOf(row: DatasetRow): DocumentSymbol {
  const { line, facts, text } = row;
  const example = facts?.example;
  const title = example?.title ?? (facts === undefined ? undefined : notes[facts.kind]);
  return {
    name: title === undefined || title === '' ? `${line + 1}` : `${line + 1} · ${title}`,
    detail: detailOf(row),
    kind: facts === undefined || example !== undefined ? 'row' : 'broken',
    range: rangeOnLine(line, 0, text.length),
    selectionRange: rangeOnLine(line, 0, 0),
  };
}

const notes = {
  blank: 'blank line',
  broken: 'not valid JSON',
  'other-value': 'not an object',
  object: 'unknown format',
} as const;

function detailOf({ facts }: DatasetRow): string {
  const example = facts?.example;
  if (example === undefined) {
    return '';
  }
  const tools = example.toolsCalled.slice(0, mostTools).join(', ');
  const more = example.toolsCalled.length > mostTools ? ', …' : '';
  return [
    ...(example.kind === 'text' ? [] : [counted(example.messages, 'message')]),
    ...(tools === '' ? [] : [`calls ${tools}${more}`]),
    `~${example.tokens.total} tokens`,
  ].join(' · ');
}
