import { expect, test } from 'vitest';
import type { Curve } from '../../../../src/webview/monitor/curve.ts';
import type { DrawnPlot, DrawnRun } from '../../../../src/webview/monitor/frame.ts';
import { plotOf } from '../../../../src/webview/monitor/metrics.ts';
import { neighbour, readAt } from '../../../../src/webview/monitor/reading.ts';

const curve = (steps: number[], y: (number | null)[]): Curve => ({ x: steps, steps, y });
const run = (id: string, of: Partial<DrawnRun>): DrawnRun => ({
  id,
  name: id,
  colour: 0,
  training: undefined,
  smoothed: undefined,
  validation: undefined,
  marks: [],
  ...of,
});
const plot = (...runs: DrawnRun[]): DrawnPlot => ({ plot: plotOf('loss'), runs });

const a = run('a', {
  training: curve([10, 20, 30], [3, 2, 1]),
  smoothed: [3, 2.5, 2],
  validation: curve([15, 30], [5, 4]),
  marks: [{ x: 20, step: 20, path: 'output/checkpoint-20' }],
});
const b = run('b', { training: curve([10, 14], [9, 8]) });

test('every run says its value at the step that is nearest', () => {
  const read = readAt(plot(a, b), 13, 1);
  expect(read.step).toBe(10);
  expect(read.readings.map(({ training }) => training)).toEqual([
    { step: 10, x: 10, value: 3 },
    { step: 14, x: 14, value: 8 },
  ]);
});

test('the smoothed value is of the same point', () => {
  expect(readAt(plot(a), 21, 1).readings[0]!.smoothed).toBe(2.5);
});

test.each([
  [14, 0, undefined],
  [15, 0, 5],
  [29, 0, 5],
  [29, 1, 4],
  [30, 0, 4],
])('at %i, within %i, the validation in force is %s', (at, tolerance, expected) => {
  expect(readAt(plot(a), at, tolerance).readings[0]!.validation?.value).toBe(expected);
});

test('a run that ended before says nothing', () => {
  const [, ended] = readAt(plot(a, b), 25, 2).readings;
  expect([ended!.training, ended!.validation]).toEqual([undefined, undefined]);
  expect(readAt(plot(a, b), 15, 2).readings[1]!.training?.value).toBe(8);
});

test('a value that was not finite is read as such', () => {
  const broken = run('c', { training: curve([10, 20], [1, null]) });
  expect(readAt(plot(broken), 20, 1).readings[0]!.training).toEqual({ step: 20, x: 20, value: null });
});

test('checkpoints near by are named', () => {
  expect(readAt(plot(a), 19, 2).checkpoints).toEqual([
    { x: 20, step: 20, path: 'output/checkpoint-20', name: 'a' },
  ]);
  expect(readAt(plot(a), 25, 2).checkpoints).toEqual([]);
});

test('nothing drawn, nothing read', () => {
  expect(readAt(plot(), 5, 1)).toEqual({ step: undefined, x: 5, readings: [], checkpoints: [] });
});

test.each([
  ['right', 20, 1, 30],
  ['left', 20, -1, 10],
  ['not beyond the end', 30, 1, 30],
  ['not beyond the beginning', 10, -10, 10],
  ['to the end', 10, Number.POSITIVE_INFINITY, 30],
  ['to the beginning', 30, Number.NEGATIVE_INFINITY, 10],
  ['from nowhere to the first', undefined, 1, 10],
  ['from nowhere to the last', undefined, -1, 30],
  ['from nowhere to the end', undefined, Number.POSITIVE_INFINITY, 30],
])('a key goes %s', (_, at, by, expected) => {
  expect(neighbour(plot(a, b), at, by)).toBe(expected);
});

test('a key goes nowhere where nothing is', () => {
  expect(neighbour(plot(), 1, 1)).toBeUndefined();
});
