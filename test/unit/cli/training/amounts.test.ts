import { expect, test } from 'vitest';
import { duration, metric, moment, size } from '../../../../src/cli/training/amounts.ts';

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [90, '1 min 30 s'],
  [599, '9 min 59 s'],
  [630, '11 min'],
  [3599, '1 h'],
  [3660, '1 h 1 min'],
  [86_340, '23 h 59 min'],
  [86_399, '1 d'],
  [97_200, '1 d 3 h'],
  [-5, '0 s'],
])('%d seconds: %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [9_960, '10 kB'],
  [999_600, '1.0 MB'],
  [1_234_000_000, '1.2 GB'],
])('%d bytes: %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([
  [null, 'no number'],
  [3, '3'],
  [1.23456, '1.235'],
  [0.000_2, '0.0002'],
  [0.000_000_312_3, '3.123e-7'],
  [12_345.678, '12345.7'],
])('the metric %d: %s', (value, text) => {
  expect(metric(value)).toBe(text);
});

test('a moment is told in local time; what is none is told as it is', () => {
  const local = new Date(2026, 10, 4, 9, 5);
  expect(moment(local.toISOString())).toBe('2026-11-04 09:05');
  expect(moment('soon')).toBe('soon');
});
