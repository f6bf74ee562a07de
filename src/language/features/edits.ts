import type { Dataset } from '../checking/dataset.ts';
import { applyEdits } from '../document/apply.ts';
import type { Position, Splice } from '../document/lines.ts';
import type { ColumnEdit } from '../document/place.ts';
import { isHighSurrogate, isLowSurrogate } from './ranges.ts';
import { rangeOnLine, type TextEdit } from './types.ts';

type Rows = readonly { readonly text: string }[];

/**
 * Replacements of lines, as edits of the text: no edit covers more than what changes, none overlaps another. Splices
 * come in file order, in lines of the dataset as it is. Deleted rows go with their line end; rows put at the end of a
 * file leave it ending in a line end or not, as it did.
 */
export function editsOfSplices(dataset: Dataset, splices: readonly Splice[]): TextEdit[] {
  const { rows } = dataset;
  return joined(splices).flatMap((splice) => editsOfSplice(rows, splice));
}

/** Edits of one row's columns; of two that overlap the first wins, as where a file is fixed. */
export function editsOfColumns(line: number, text: string, edits: readonly ColumnEdit[]): TextEdit[] {
  const { text: result, made } = applyEdits(text, edits);
  if (made < edits.length) {
    return editsOfLine(line, text, result);
  }
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .flatMap(({ start, end, text: replacement }) => {
      const from = Math.min(start, text.length);
      return editsBetween(text.slice(from, end), replacement, (offset) => ({
        line,
        character: from + offset,
      }));
    });
}

/** Deletions and insertions that touch would meet in one line end: they are made as one. */
function joined(splices: readonly Splice[]): Splice[] {
  const result: Splice[] = [];
  for (const splice of splices) {
    const last = result.at(-1);
    if (splice.removed === 0 && splice.inserted.length === 0) {
      continue;
    }
    if (
      last !== undefined &&
      last.start + last.removed === splice.start &&
      last.removed !== last.inserted.length &&
      splice.removed !== splice.inserted.length
    ) {
      result[result.length - 1] = {
        start: last.start,
        removed: last.removed + splice.removed,
        inserted: [...last.inserted, ...splice.inserted],
      };
    } else {
      result.push(splice);
    }
  }
  return result;
}

function editsOfSplice(rows: Rows, { start, removed, inserted }: Splice): TextEdit[] {
  if (removed === inserted.length) {
    return inserted.flatMap((text, offset) => editsOfLine(start + offset, rows[start + offset]!.text, text));
  }
  if (removed === 0) {
    return [insertion(rows, start, inserted)];
  }
  if (inserted.length === 0) {
    return [deletion(rows, start, removed)];
  }
  const before = rows.slice(start, start + removed).map((row) => row.text);
  return editsBetween(before.join('\n'), inserted.join('\n'), (offset) => positionIn(before, start, offset));
}

function editsOfLine(line: number, before: string, after: string): TextEdit[] {
  return editsBetween(before, after, (offset) => ({ line, character: offset }));
}

function insertion(rows: Rows, start: number, inserted: readonly string[]): TextEdit {
  const text = inserted.join('\n');
  if (start < rows.length) {
    return { range: rangeOnLine(start, 0, 0), newText: `${text}\n` };
  }
  const last = rows.length - 1;
  const end = rows[last]!.text.length;
  return { range: rangeOnLine(last, end, end), newText: `\n${text}` };
}

function deletion(rows: Rows, start: number, removed: number): TextEdit {
  const next = start + removed;
  if (next < rows.length) {
    return {
      range: { start: { line: start, character: 0 }, end: { line: next, character: 0 } },
      newText: '',
    };
  }
  // The last line has no line end of its own: the one before it goes.
  const last = rows.length - 1;
  const end = { line: last, character: rows[last]!.text.length };
  const from =
    start === 0 ? { line: 0, character: 0 } : { line: start - 1, character: rows[start - 1]!.text.length };
  return { range: { start: from, end }, newText: '' };
}

/** The changed middle of a text; nothing where it stays. Characters of two UTF-16 units are never cut in half. */
function editsBetween(before: string, after: string, at: (offset: number) => Position): TextEdit[] {
  if (before === after) {
    return [];
  }
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) {
    head++;
  }
  if (head > 0 && isHighSurrogate(before, head - 1)) {
    head--;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLowSurrogate(before, before.length - tail)) {
    tail--;
  }
  return [
    {
      range: { start: at(head), end: at(before.length - tail) },
      newText: after.slice(head, after.length - tail),
    },
  ];
}

function positionIn(lines: readonly string[], start: number, offset: number): Position {
  let line = 0;
  let left = offset;
  while (line < lines.length - 1 && left > lines[line]!.length) {
    left -= lines[line]!.length + 1;
    line++;
  }
  return { line: start + line, character: left };
}
