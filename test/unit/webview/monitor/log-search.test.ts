import { expect, test } from 'vitest';
import type { NumberedLine } from '../../../../src/webview/monitor/log-lines.ts';
import { findAll, matchesOf, mostMatches, searchLog } from '../../../../src/webview/monitor/log-search.ts';

const lines = (...texts: string[]): NumberedLine[] =>
  texts.map((text, number) => ({
    number,
    time: '',
    level: text.startsWith('E') ? 'error' : text.startsWith('W') ? 'warning' : 'info',
    text,
  }));

test.each([
  ['loss', 'loss: 1, LOSS: 2', [0, 9]],
  ['aa', 'aaaa', [0, 2]],
  ['', 'text', []],
  ['x', '', []],
  ['.*', 'a.*b', [1]],
  ['i', 'İi', [1]],
  ['ß', 'STRASSE ß', [8]],
])('"%s" in "%s" is at %j', (query, text, expected) => {
  expect(findAll(text, query)).toEqual(expected);
});

test('matches are counted over all lines', () => {
  expect(searchLog(lines('a loss', 'b', 'loss loss'), 'all', 'loss').matches).toEqual([
    { row: 0, start: 2, end: 6 },
    { row: 2, start: 0, end: 4 },
    { row: 2, start: 5, end: 9 },
  ]);
});

test('only lines that pass the filter are searched, and rows are counted among them', () => {
  const found = searchLog(lines('x', 'W x', 'x', 'E x'), 'warnings', 'x');
  expect(found.lines.map(({ number }) => number)).toEqual([1, 3]);
  expect(found.matches.map(({ row }) => row)).toEqual([0, 1]);
});

test('an empty search finds nothing and shows every line', () => {
  const found = searchLog(lines('a', 'b'), 'all', '');
  expect([found.lines.length, found.matches.length]).toEqual([2, 0]);
});

test('matches without number are cut off', () => {
  expect(searchLog(lines(...new Array<string>(300).fill('e'.repeat(1000))), 'all', 'e').matches).toHaveLength(
    mostMatches,
  );
});

test('the matches of a row are found', () => {
  const { matches } = searchLog(lines('x', 'a', 'x x', 'x'), 'all', 'x');
  expect([0, 1, 2, 3, 9].map((row) => matchesOf(matches, row))).toEqual([
    { first: 0, count: 1 },
    { first: 1, count: 0 },
    { first: 1, count: 2 },
    { first: 3, count: 1 },
    { first: 4, count: 0 },
  ]);
});
