import { expect, test } from 'vitest';
import { cut } from '../../../../src/cli/training/cut.ts';

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['👩‍👩‍👧‍👧 family', 3, '👩‍👩‍👧‍👧…'],
  ['any', 1, '…'],
  ['any', 0, ''],
])('%s in %d columns: %s', (text, columns, kept) => {
  expect(cut(text, columns)).toBe(kept);
});

test('without an ellipsis all the room is for the text', () => {
  expect(cut('longer', 5, '')).toBe('longe');
  expect(cut('日本', 3, '')).toBe('日');
});
