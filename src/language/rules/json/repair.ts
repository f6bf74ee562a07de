import { applyTogether } from '../../document/apply.ts';
import { isObject } from '../../document/json.ts';
import type { ColumnEdit, Span } from '../../document/place.ts';
import type { Change, Fix } from '../problem.ts';
import type { MistakeKind, Reading } from './mistake.ts';
import { readingOf } from './mistakes.ts';

/** What putting a mistake right is called. */
const titles: Partial<Record<MistakeKind, string>> = {
  'bad-escape': 'Escape the backslash',
  comment: 'Remove the comment',
  'control-character': 'Escape the control character',
  'extra-bracket': 'Remove the extra bracket',
  'extra-comma': 'Remove the extra comma',
  'misplaced-mark': 'Remove the byte order mark',
  'missing-bracket': 'Add the missing bracket',
  'missing-colon': 'Add the missing colon',
  'missing-comma': 'Add the missing comma',
  'odd-space': 'Put an ordinary space there',
  quotes: 'Put double quotes around texts',
  'row-comma': 'Remove the comma after the row',
  'second-value': 'Put each object on its own line',
  'trailing-comma': 'Remove the trailing comma',
  'unquoted-key': 'Put double quotes around keys',
  word: 'Spell true, false and null as JSON does',
};

/** Mistakes whose repair leaves no doubt about what was meant. */
const certain: ReadonlySet<MistakeKind> = new Set([
  'control-character',
  'misplaced-mark',
  'odd-space',
  'row-comma',
  'second-value',
  'trailing-comma',
  'word',
]);

/** A fix for all mistakes of a row at once; undefined where the result would still be no JSON object. */
export function repairOf(text: string, start: number, reading: Reading): Fix | undefined {
  const { mistakes } = reading;
  if (repairedLines(text, reading) === undefined) {
    return undefined;
  }
  const kinds = new Set(mistakes.map((mistake) => mistake.kind));
  // Where numbers are left that JSON can't write, the row is not right yet.
  const safe = [...kinds].every((kind) => certain.has(kind)) && literalsOf(text, reading).length === 0;
  return {
    title: kinds.size === 1 ? titles[mistakes[0]!.kind]! : 'Put the JSON of this row right',
    safety: safe ? 'safe' : 'suggested',
    // Read once more when it is wanted: what was read of fifty thousand broken rows would fill the memory.
    change: (row) => changeFor(row.text, start),
  };
}

function changeFor(text: string, start: number): Change | undefined {
  const reading = readingOf(text, start);
  const lines = repairedLines(text, reading);
  if (lines === undefined) {
    return undefined;
  }
  return lines.length === 1
    ? { kind: 'columns', edits: [asOneEdit(text, reading.mistakes.map(editOf))] }
    : { kind: 'lines', lines };
}

/** The rows that the text becomes: none for a comment, several where objects stood on one line. */
function repairedLines(text: string, reading: Reading): readonly string[] | undefined {
  if (reading.mistakes.length === 0 || reading.mistakes.some((mistake) => mistake.edit === undefined)) {
    return undefined;
  }
  const edits = reading.mistakes.map(editOf);
  const probe = applyTogether(text, [...edits, ...literalsOf(text, reading)]);
  if (!rowsOf(probe).every(isRow)) {
    return undefined;
  }
  return rowsOf(applyTogether(text, edits));
}

function editOf({ edit }: Reading['mistakes'][number]): ColumnEdit {
  return edit!;
}

/** Edits that would make numbers of words like NaN, to see whether the rest of a row is JSON. */
function literalsOf(text: string, { nonFinite }: Reading): ColumnEdit[] {
  const words = nonFinite.filter(({ end }: Span) => /[a-zA-Z]$/.test(text.charAt(end - 1)));
  return words.map(({ start, end }) => ({ start, end, text: '0' }));
}

function rowsOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function isRow(text: string): boolean {
  try {
    return isObject(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return false;
  }
}

function asOneEdit(text: string, edits: readonly ColumnEdit[]): ColumnEdit {
  const start = edits.reduce((least, edit) => Math.min(least, edit.start), text.length);
  const end = edits.reduce((most, edit) => Math.max(most, edit.end), 0);
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { start, end, text: applyTogether(text.slice(start, end), moved) };
}
