import { describe, expect, test } from 'vitest';
import {
  bytes,
  dollars,
  duration,
  durationRange,
  figure,
  plain,
  wrapped,
} from '../../../../src/editor/training/words.ts';

describe('text from outside', () => {
  test.each([
    ['two\nlines\tand  spaces', 'two lines and spaces'],
    ['$(error) no picture', '$\u2060(error) no picture'],
    ['[run it](command:workbench.action.quit)', '[run it]\u2060(command:workbench.action.quit)'],
    ['turned \u202eround', 'turned \\u202eround'],
    ['escape \u001b[2J', 'escape \\u001b[2J'],
    ['  ', ''],
  ])('%j is shown as %j', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test('is cut between letters as people see them', () => {
    expect(plain('abcdef', 4)).toBe('abc…');
    expect(plain('👩‍🚀👩‍🚀👩‍🚀', 2)).toBe('👩‍🚀…');
    expect(plain('abcd', 4)).toBe('abcd');
  });

  test('may be huge', () => {
    expect(plain('x'.repeat(50_000_000), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [0.4, '0 s'],
  [45.4, '45 s'],
  [60, '1 min'],
  [95, '1 min 35 s'],
  [725, '12 min'],
  [4800, '1 h 20 min'],
  [7200, '2 h'],
  [86_400 * 2 + 3600 * 3 + 61, '2 d 3 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a range of two equal durations is one', () => {
  expect(durationRange({ low: 60, high: 180 })).toBe('1 min to 3 min');
  expect(durationRange({ low: 60, high: 60.2 })).toBe('1 min');
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [350_000_000, '350 MB'],
  [1_240_000_000, '1.2 GB'],
  [999_999_999, '1 GB'],
  [5e18, '5000 PB'],
])('%d bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});

test.each([
  [2.31344, '2.313'],
  [0, '0'],
  [0.00002, '2e-5'],
  [-12345.678, '-12350'],
  [0.000123, '1.2e-4'],
  [null, 'not a number'],
  [undefined, ''],
])('the metric %s is %j', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('prices are rounded up to the cent', () => {
  expect(dollars(3.391)).toBe('$3.40');
  expect(dollars(3.39)).toBe('$3.39');
  expect(dollars(0.001)).toBe('$0.01');
});

test.each([
  ['', []],
  ['one two three', ['one two', 'three']],
  ['unbreakable', ['unbreakable']],
  ['a unbreakable b', ['a', 'unbreakable', 'b']],
])('%j is wrapped to %j', (text, lines) => {
  expect(wrapped(text, 8)).toEqual(lines);
});
