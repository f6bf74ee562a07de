import { expect, test } from 'vitest';
import { dollars, duration, durationRange, metric, size } from '../../../src/runs/amounts.ts';

test.each([
  [-5, '0 s'],
  [0.4, '0 s'],
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
  [1000, '1 kB'],
  [9_960, '10 kB'],
  [999_600, '1 MB'],
  [350_000_000, '350 MB'],
  [1_234_000_000, '1.2 GB'],
  [5e18, '5000 PB'],
])('%d bytes are %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([
  [null, 'no number'],
  [Number.NaN, 'no number'],
  [3, '3'],
  [1.23456, '1.235'],
  [0.000_2, '0.0002'],
  [0.000_000_312_3, '3.123e-7'],
  [12_345.678, '12345.7'],
])('the metric %d: %s', (value, text) => {
  expect(metric(value)).toBe(text);
});

test('prices are rounded up to the cent', () => {
  expect(dollars(3.391)).toBe('$3.40');
  expect(dollars(3.39)).toBe('$3.39');
  expect(dollars(0.001)).toBe('$0.01');
});
