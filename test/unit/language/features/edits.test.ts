import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Splice } from '../../../../src/language/document/lines.ts';
import { editsOfColumns, editsOfSplices } from '../../../../src/language/features/edits.ts';
import { applySplices, applyTextEdits, datasetOfText, textIn, textOf } from './support.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly splices: readonly Splice[];
  /** What each edit replaces, and by what. */
  readonly edits: readonly (readonly [before: string, after: string])[];
  readonly result: string;
}

const cases: readonly Case[] = [
  {
    name: 'the changed middle of a line',
    text: 'first\nsecond line\nthird',
    splices: [{ start: 1, removed: 1, inserted: ['second fine'] }],
    edits: [['l', 'f']],
    result: 'first\nsecond fine\nthird',
  },
  {
    name: 'nothing where a line stays as it is',
    text: 'a\nb',
    splices: [{ start: 1, removed: 1, inserted: ['b'] }],
    edits: [],
    result: 'a\nb',
  },
  {
    name: 'an emoji as a whole, though half of it stays',
    text: 'a 😀 b',
    splices: [{ start: 0, removed: 1, inserted: ['a 😁 b'] }],
    edits: [['😀', '😁']],
    result: 'a 😁 b',
  },
  {
    name: 'an emoji as a whole, though its second half stays',
    text: 'a 😀 b',
    splices: [{ start: 0, removed: 1, inserted: ['a \u{1fa00} b'] }],
    edits: [['😀', '\u{1fa00}']],
    result: 'a \u{1fa00} b',
  },
  {
    name: 'a repeated letter once',
    text: 'aaa',
    splices: [{ start: 0, removed: 1, inserted: ['aa'] }],
    edits: [['a', '']],
    result: 'aa',
  },
  {
    name: 'a row with its line end',
    text: 'a\nb\nc\n',
    splices: [{ start: 1, removed: 1, inserted: [] }],
    edits: [['b\n', '']],
    result: 'a\nc\n',
  },
  {
    name: 'the last row of a file with a final line end',
    text: 'a\nb\n',
    splices: [{ start: 1, removed: 1, inserted: [] }],
    edits: [['b\n', '']],
    result: 'a\n',
  },
  {
    name: 'the last row of a file without a final line end',
    text: 'a\nb',
    splices: [{ start: 1, removed: 1, inserted: [] }],
    edits: [['\nb', '']],
    result: 'a',
  },
  {
    name: 'neighbouring rows as one',
    text: 'a\nb\nc',
    splices: [
      { start: 1, removed: 1, inserted: [] },
      { start: 2, removed: 1, inserted: [] },
    ],
    edits: [['\nb\nc', '']],
    result: 'a',
  },
  {
    name: 'every row',
    text: 'a\nb',
    splices: [{ start: 0, removed: 2, inserted: [] }],
    edits: [['a\nb', '']],
    result: '',
  },
  {
    name: 'a changed row before one that goes at the end of the file',
    text: 'a\nb\nc',
    splices: [
      { start: 1, removed: 1, inserted: ['bb'] },
      { start: 2, removed: 1, inserted: [] },
    ],
    edits: [
      ['', 'b'],
      ['\nc', ''],
    ],
    result: 'a\nbb',
  },
  {
    name: 'rows added to a file with a final line end',
    text: 'a\n',
    splices: [{ start: 1, removed: 0, inserted: ['b', 'c'] }],
    edits: [['', 'b\nc\n']],
    result: 'a\nb\nc\n',
  },
  {
    name: 'rows added to a file without one',
    text: 'a',
    splices: [{ start: 1, removed: 0, inserted: ['b'] }],
    edits: [['', '\nb']],
    result: 'a\nb',
  },
  {
    name: 'a row added to an empty file',
    text: '',
    splices: [{ start: 0, removed: 0, inserted: ['a'] }],
    edits: [['', 'a\n']],
    result: 'a\n',
  },
  {
    name: 'rows that take the place of others, all but what they share',
    text: 'x\n{\n"a": 1\n}\ny',
    splices: [{ start: 1, removed: 3, inserted: ['{"a": 1}'] }],
    edits: [['\n"a": 1\n', '"a": 1']],
    result: 'x\n{"a": 1}\ny',
  },
];

describe('edits are', () => {
  test.each(cases)('$name', ({ text, splices, edits, result }) => {
    const dataset = datasetOfText(text);
    const found = editsOfSplices(dataset, splices);
    expect(found.map(({ range, newText }) => [textIn(dataset, range), newText])).toEqual(edits);
    expect(applyTextEdits(text, found)).toBe(result);
  });

  test('the same as the splices that they are made from, for any file', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', '"', '😀', '😁'), maxLength: 6 });
    const step = fc.record({
      skip: fc.nat(2),
      removed: fc.nat(3),
      inserted: fc.array(line, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.array(step, { maxLength: 4 }),
        (lines, steps) => {
          const splices: Splice[] = [];
          let at = 0;
          for (const { skip, removed, inserted } of steps) {
            const start = Math.min(at + skip, lines.length);
            at = Math.min(start + removed, lines.length);
            splices.push({ start, removed: at - start, inserted });
          }
          const dataset = datasetOfText(lines.join('\n'));
          const edited = applyTextEdits(textOf(dataset), editsOfSplices(dataset, splices));
          expect(edited).toBe(applySplices(lines, splices).join('\n'));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test('columns that overlap are made as where the file is fixed: the first wins', () => {
  const edits = editsOfColumns(3, 'abcdef', [
    { start: 2, end: 4, text: 'X' },
    { start: 0, end: 3, text: 'YZ' },
  ]);
  expect(edits).toEqual([
    { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 3 } }, newText: 'YZ' },
  ]);
});

test('columns that do not touch stay apart', () => {
  const edits = editsOfColumns(0, '{"a":1,"b":2}', [
    { start: 11, end: 12, text: '3' },
    { start: 1, end: 4, text: '"c"' },
  ]);
  expect(edits.map(({ range, newText }) => [range.start.character, newText])).toEqual([
    [2, 'c'],
    [11, '3'],
  ]);
});
