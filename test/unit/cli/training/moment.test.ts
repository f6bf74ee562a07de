import { expect, test } from 'vitest';
import { moment } from '../../../../src/cli/training/moment.ts';

test('a moment is told in local time; what is none is told as it is', () => {
  const local = new Date(2026, 10, 4, 9, 5);
  expect(moment(local.toISOString())).toBe('2026-11-04 09:05');
  expect(moment('soon')).toBe('soon');
});
