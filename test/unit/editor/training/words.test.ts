import { describe, expect, test } from 'vitest';
import { plain, wrapped } from '../../../../src/editor/training/words.ts';

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
  ['', []],
  ['one two three', ['one two', 'three']],
  ['unbreakable', ['unbreakable']],
  ['a unbreakable b', ['a', 'unbreakable', 'b']],
])('%j is wrapped to %j', (text, lines) => {
  expect(wrapped(text, 8)).toEqual(lines);
});
