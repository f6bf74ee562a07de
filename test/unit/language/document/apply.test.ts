import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/language/document/apply.ts';

describe('applyEdits', () => {
  test('makes edits in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 1, text: '' },
      { start: 2, end: 2, text: '--' },
    ];
    expect(applyEdits('abcdef', edits)).toEqual({ text: 'b--cdEf', made: 3 });
  });

  test('leaves out what overlaps an edit before it, and says so', () => {
    const edits = [
      { start: 1, end: 4, text: 'X' },
      { start: 3, end: 5, text: 'Y' },
    ];
    expect(applyEdits('abcdef', edits)).toEqual({ text: 'aXef', made: 1 });
  });

  test('takes edits that touch, but no two insertions at one place', () => {
    expect(
      applyEdits('ab', [
        { start: 0, end: 1, text: '1' },
        { start: 1, end: 2, text: '2' },
      ]),
    ).toEqual({
      text: '12',
      made: 2,
    });
    expect(
      applyEdits('ab', [
        { start: 1, end: 1, text: '1' },
        { start: 1, end: 1, text: '2' },
      ]),
    ).toEqual({
      text: 'a1b',
      made: 1,
    });
  });

  test('makes an insertion at the very beginning and at the end', () => {
    expect(
      applyEdits('ab', [
        { start: 0, end: 0, text: '<' },
        { start: 2, end: 2, text: '>' },
      ]).text,
    ).toBe('<ab>');
  });

  test('makes nothing of nothing', () => {
    expect(applyEdits('ab', [])).toEqual({ text: 'ab', made: 0 });
  });
});
