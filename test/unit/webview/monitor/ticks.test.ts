import { expect, test } from 'vitest';
import { logTicks, padded, stepTicks, ticks, timeTicks } from '../../../../src/webview/monitor/ticks.ts';

test.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.61, 2.48, 4, [1, 1.5, 2]],
  [-3, 3, 3, [-2, 0, 2]],
  [0, 0.0002, 4, [0, 0.00005, 0.0001, 0.00015, 0.0002]],
  [0.1, 0.7, 6, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
  [5, 5, 5, [5]],
])('from %f to %f, some %i', (low, high, count, expected) => {
  expect(ticks(low, high, count)).toEqual(expected);
});

test.each([
  [0, 3, 10, [0, 1, 2, 3]],
  [0, 1000, 10, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]],
  [12.4, 13.1, 8, [13]],
])('steps from %f to %f are whole', (low, high, count, expected) => {
  expect(stepTicks(low, high, count)).toEqual(expected);
});

test.each([
  [0, 60, 5, [0, 15, 30, 45, 60]],
  [0, 780, 6, [0, 300, 600]],
  [0, 7200, 4, [0, 1800, 3600, 5400, 7200]],
  [0, 10 * 86_400, 4, [0, 5 * 86_400, 10 * 86_400]],
  [0, 1, 4, [0, 0.5, 1]],
])('times from %f s to %f s', (low, high, count, expected) => {
  expect(timeTicks(low, high, count)).toEqual(expected);
});

test.each([
  [0.5, 2.5, 4, [0.5, 1, 1.5, 2, 2.5]],
  [0.09, 11, 6, [0.1, 0.3, 1, 3, 10]],
  [0.09, 11, 9, [0.1, 0.2, 0.5, 1, 2, 5, 10]],
  [1e-8, 1, 4, [1e-8, 1e-6, 1e-4, 1e-2, 1]],
])('logarithmic from %f to %f', (low, high, count, expected) => {
  expect(logTicks(low, high, count)).toEqual(expected);
});

test.each([
  ['some room', 1, 2, false, [0.94, 2.06]],
  ['never below zero for what is not', 0.01, 2, false, [0, 2.1194]],
  ['below zero for what is', -1, 1, false, [-1.12, 1.12]],
  ['both sides of a single value', 4, 4, false, [2, 6]],
  ['both sides of a single zero', 0, 0, false, [0, 0.5]],
  ['both sides of a single value, logarithmic', 4, 4, true, [2, 8]],
] as const)('limits have %s', (_, low, high, logarithmic, expected) => {
  expect(padded(low, high, logarithmic)).toEqual(expected.map((value) => expect.closeTo(value, 9)));
});

test('logarithmic limits stay above zero', () => {
  const [low, high] = padded(1e-9, 1, true);
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(1);
});

test('there are never so many that drawing them takes long', () => {
  expect(ticks(0, 1e9, 1e9).length).toBeLessThanOrEqual(100);
  expect(stepTicks(0, 1e9, 1e9).length).toBeLessThanOrEqual(100);
});
