import { expect, test } from 'vitest';
import type { DrawnPlot, DrawnRun } from '../../../../src/webview/monitor/frame.ts';
import { dotted, isPositive, layersOf, notFinite } from '../../../../src/webview/monitor/layers.ts';
import { plotOf } from '../../../../src/webview/monitor/metrics.ts';

const run = (colour: number, y: (number | null)[], more: Partial<DrawnRun> = {}): DrawnRun => ({
  id: `${colour}`,
  name: `${colour}`,
  colour,
  training: { x: y.map((_, at) => at), steps: y.map((_, at) => at * 10), y },
  smoothed: undefined,
  validation: undefined,
  marks: [],
  ...more,
});
const plot = (...runs: DrawnRun[]): DrawnPlot => ({ plot: plotOf('loss'), runs });

test('raw curves lie behind all others, and the first run on top', () => {
  const smoothed = run(0, [1, 2], { smoothed: [1, 1.5], validation: { x: [1], y: [3], steps: [10] } });
  const layers = layersOf(plot(smoothed, run(1, [5, 6])), [0, 1], 100);
  expect(layers.map(({ kind, colour, points }) => [kind, colour, points.y])).toEqual([
    ['raw', 0, [1, 2]],
    ['training', 1, [5, 6]],
    ['training', 0, [1, 1.5]],
    ['validation', 0, [3]],
  ]);
});

test.each([
  [[1, 2], true],
  [[1, null], true],
  [[1, 0], false],
  [[-1], false],
  [[], true],
])('%j on a logarithmic scale: %s', (y, expected) => {
  expect(isPositive(plot(run(0, y)))).toBe(expected);
});

test.each([
  ['all of a short line', [1, undefined, 2], 5, [0, 2]],
  ['none of a long line', [1, 2, 3], 2, []],
  ['a value between gaps', [1, 2, null, 3, null, 4, 5], 2, [3]],
  ['a value at the beginning, alone', [1, null, 2, 3], 2, [0]],
  [
    'alone, though other lines have points between',
    [1, 2, null, undefined, 3, undefined, null, 4, 5],
    2,
    [4],
  ],
  ['no gap', [null, null], 5, []],
])('dots are at %s', (_, column, most, expected) => {
  expect(dotted(column, most)).toEqual(expected);
});

test('values that are not finite are counted, and the first is named', () => {
  expect(notFinite(plot(run(0, [1, null, null]), run(1, [1, 2, null])))).toEqual({ count: 3, step: 10 });
  expect(notFinite(plot(run(0, [1, 2])))).toBeUndefined();
});
