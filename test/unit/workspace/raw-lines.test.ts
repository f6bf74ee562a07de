import { describe, expect, test } from 'vitest';
import type { Splice } from '../../../src/language/index.ts';
import { unifiedDiff } from '../../../src/workspace/diff.ts';
import { type RawLine, rawLines, spliceRaw } from '../../../src/workspace/raw-lines.ts';
import { contentOf } from '../../../src/workspace/read.ts';

function raw(text: string): RawLine[] {
  const { lines, bytes } = contentOf(Buffer.from(text), 'x');
  return rawLines(lines, bytes);
}

function textOf(lines: readonly RawLine[]): string {
  return lines.map(({ text, end }) => text + end).join('');
}

describe('replacing lines', () => {
  test.each<[string, string, Splice[], string]>([
    ['one by one', 'a\r\nb\nc', [{ start: 1, removed: 1, inserted: ['B'] }], 'a\r\nB\nc'],
    ['one by two', 'a\r\nb\r\n', [{ start: 0, removed: 1, inserted: ['x', 'y'] }], 'x\r\ny\r\nb\r\n'],
    ['one by none', 'a\nb\r\nc\n', [{ start: 1, removed: 1, inserted: [] }], 'a\nc\n'],
    ['the last by none', 'a\nb', [{ start: 1, removed: 1, inserted: [] }], 'a'],
    ['the last by none, before a final line end', 'a\nb\n', [{ start: 1, removed: 1, inserted: [] }], 'a\n'],
    ['a last blank line by none', 'a\n  ', [{ start: 1, removed: 1, inserted: [] }], 'a\n'],
    ['the last by two', 'a\nb', [{ start: 1, removed: 1, inserted: ['x', 'y'] }], 'a\nx\ny'],
    ['all by none', 'a\n', [{ start: 0, removed: 1, inserted: [] }], ''],
    ['all by others', '[\na\n]\n', [{ start: 0, removed: 4, inserted: ['a', 'b'] }], 'a\nb\n'],
    [
      'all by others, without a final line end',
      '[\na\n]',
      [{ start: 0, removed: 3, inserted: ['a', 'b'] }],
      'a\nb',
    ],
    ['at the end', 'a\r\nb\r\n', [{ start: 2, removed: 0, inserted: ['c'] }], 'a\r\nb\r\nc\r\n'],
    [
      'at the end, without a final line end',
      'a\r\nb',
      [{ start: 2, removed: 0, inserted: ['c'] }],
      'a\r\nb\r\nc',
    ],
    [
      'several',
      'a\nb\nc\nd\n',
      [
        { start: 0, removed: 1, inserted: [] },
        { start: 2, removed: 1, inserted: ['C'] },
      ],
      'b\nC\nd\n',
    ],
    ['none', 'a\n\n\n', [], 'a\n\n\n'],
    ['above blank lines that stay', 'a\nb\n\n\n', [{ start: 0, removed: 1, inserted: ['A'] }], 'A\nb\n\n\n'],
  ])('%s', (_name, before, splices, after) => {
    expect(textOf(spliceRaw(raw(before), splices))).toBe(after);
  });
});

describe('unified diff', () => {
  test.each<[string, string, Splice[], string[]]>([
    ['nothing', 'a\n', [], []],
    ['a change', 'a\nb\n', [{ start: 1, removed: 1, inserted: ['B'] }], ['@@ -2 +2 @@', '-b', '+B']],
    [
      'a split',
      'a\nb\n',
      [{ start: 0, removed: 1, inserted: ['x', 'y'] }],
      ['@@ -1 +1,2 @@', '-a', '+x', '+y'],
    ],
    ['a removal', 'a\nb\nc\n', [{ start: 1, removed: 1, inserted: [] }], ['@@ -2 +1,0 @@', '-b']],
    ['an addition', 'a\n', [{ start: 1, removed: 0, inserted: ['b'] }], ['@@ -1,0 +2 @@', '+b']],
    [
      'a last line without an end',
      'a\r\nb',
      [{ start: 1, removed: 1, inserted: ['B'] }],
      ['@@ -2 +2 @@', '-b', '\\ No newline at end of file', '+B', '\\ No newline at end of file'],
    ],
    [
      'a last line that gets an end',
      'a',
      [{ start: 1, removed: 0, inserted: ['b'] }],
      ['@@ -1 +1,2 @@', '-a', '\\ No newline at end of file', '+a', '+b', '\\ No newline at end of file'],
    ],
    ['\\r\\n', 'a\r\nb\r\n', [{ start: 0, removed: 1, inserted: [] }], ['@@ -1 +0,0 @@', '-a\r']],
  ])('%s', (_name, before, splices, hunks) => {
    const old = raw(before);
    const diff = unifiedDiff('x.jsonl', old, spliceRaw(old, splices));
    expect(diff).toEqual(hunks.length === 0 ? [] : ['--- x.jsonl', '+++ x.jsonl', ...hunks]);
  });
});
