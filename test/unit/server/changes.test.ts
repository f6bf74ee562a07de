import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dataset, type Position, splitLines, type TextChange } from '../../../src/language/index.ts';
import { applyChanges } from '../../../src/server/changes.ts';

function datasetOf(text: string): Dataset {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(splitLines(text));
  return dataset;
}

function textOf(dataset: Dataset): string {
  return dataset.rows.map((row) => row.text).join('\n');
}

/** The plain way: offsets in one string. */
function edited(text: string, { range, text: inserted }: TextChange): string {
  return range === undefined
    ? inserted
    : text.slice(0, offsetOf(text, range.start)) + inserted + text.slice(offsetOf(text, range.end));
}

function offsetOf(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  return start + Math.min(character, lines[line]!.length);
}

const someText = fc
  .array(fc.constantFrom('', 'a', '{"b":1}', '🙂'), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

/** Two numbers that pick the ends of an edit, whatever the document is by then, and what comes between. */
const someEdits = (minLength: number, maxLength: number) =>
  fc.array(fc.tuple(fc.nat(1000), fc.nat(20), fc.constantFrom('', 'x', '\n', 'y\nz\n')), {
    minLength,
    maxLength,
  });

function changesFor(text: string, edits: readonly (readonly [number, number, string])[]): TextChange[] {
  let current = text;
  return edits.map(([at, length, inserted]) => {
    const start = at % (current.length + 1);
    const end = Math.min(start + length, current.length);
    const change = {
      range: { start: positionOf(current, start), end: positionOf(current, end) },
      text: inserted,
    };
    current = edited(current, change);
    return change;
  });
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

test.each([
  ['few', 1, 6],
  ['many', 50, 80],
])('%s changes of one event, in any order, come to the same text', (_, least, most) => {
  fc.assert(
    fc.property(someText, someEdits(least, most), (text, edits) => {
      const dataset = datasetOf(text);
      const changes = changesFor(text, edits);
      applyChanges(dataset, changes);
      expect(textOf(dataset)).toBe(changes.reduce(edited, text));
      expect(dataset.rows.map(({ line }) => line)).toEqual(dataset.rows.map((_row, index) => index));
    }),
  );
});

test('a whole new text among many changes', () => {
  const dataset = datasetOf('a\nb');
  const insertions = Array.from({ length: 60 }, (_, line) => ({
    range: { start: { line, character: 0 }, end: { line, character: 0 } },
    text: '\n',
  }));
  applyChanges(dataset, [...insertions, { text: 'new\nlines' }]);
  expect(textOf(dataset)).toBe('new\nlines');
});

test('rows above and below many changes are not checked again', () => {
  const dataset = datasetOf(Array.from({ length: 200 }, (_, row) => `{"text":"${row}"}`).join('\n'));
  dataset.work();
  const changes = Array.from({ length: 60 }, (_, index) => ({
    range: { start: { line: 119 - index, character: 0 }, end: { line: 120 - index, character: 0 } },
    text: '',
  }));
  applyChanges(dataset, changes);
  expect(dataset.rows).toHaveLength(140);
  expect(dataset.pending).toBe(0);
});
