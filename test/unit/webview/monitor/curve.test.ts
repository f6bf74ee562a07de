import { expect, test } from 'vitest';
import { curveOf, firstAtLeast, lastAtMost, nearest } from '../../../../src/webview/monitor/curve.ts';
import type { Series } from '../../../../src/webview/protocol.ts';

function series(values: Series['values']): Series {
  const steps = Object.values(values)[0]!.map((_, row) => (row + 1) * 10);
  return { steps, times: steps, values };
}

function y(values: Series['values'], metric: string): (number | null)[] {
  const of = series(values);
  return [...curveOf(of, metric, of.steps).y];
}

const cases: [string, Series['values'], string, (number | null)[]][] = [
  ['a whole curve', { loss: [3, 2, 1] }, 'loss', [3, 2, 1]],
  [
    'a validation between is no gap in the training loss',
    { loss: [3, null, 1], learning_rate: [1, null, 1], eval_loss: [null, 2, null] },
    'loss',
    [3, 1],
  ],
  [
    'a validation now and then is one line',
    { loss: [3, 2, 1], eval_loss: [5, null, 4], eval_runtime: [1, null, 1] },
    'eval_loss',
    [5, 4],
  ],
  [
    'a loss that is not finite is a gap: the learning rate was logged with it',
    { loss: [3, 2, null, 1], learning_rate: [1, 1, 1, 1] },
    'loss',
    [3, 2, null, 1],
  ],
  [
    'a loss that stays not finite keeps its gaps to the end',
    { loss: [3, 2, null, null], learning_rate: [1, 1, 1, 1] },
    'loss',
    [3, 2, null, null],
  ],
  [
    'a loss that never was finite is all gaps',
    { loss: [null, null], learning_rate: [1, 1] },
    'loss',
    [null, null],
  ],
  [
    'a metric that is logged each fifth time has no gaps',
    { loss: [1, 1, 1, 1, 1, 1], margin: [1, null, null, null, null, 2] },
    'margin',
    [1, 2],
  ],
  [
    'totals at the end are no reason for a gap',
    { loss: [2, 1, null], train_runtime: [null, null, 60] },
    'loss',
    [2, 1],
  ],
  [
    'an epoch beside every row is no reason for a gap',
    { loss: [2, null, 1], epoch: [1, 2, 3] },
    'loss',
    [2, 1],
  ],
  ['a metric that is not there', { loss: [1] }, 'eval_loss', []],
];

test.each(cases)('%s', (_, values, metric, expected) => {
  expect(y(values, metric)).toEqual(expected);
});

test('points keep their step and their place on the axis', () => {
  const of = series({ loss: [3, null, 1], eval_loss: [null, 2, null] });
  expect(curveOf(of, 'loss', [0.5, 0.6, 0.7])).toEqual({ x: [0.5, 0.7], y: [3, 1], steps: [10, 30] });
});

test.each([
  [[], 5, undefined],
  [[1], 9, 0],
  [[1, 4, 9], 0, 0],
  [[1, 4, 9], 2, 0],
  [[1, 4, 9], 3, 1],
  [[1, 4, 9], 6.5, 1],
  [[1, 4, 9], 7, 2],
  [[1, 4, 9], 99, 2],
])('in %j the nearest to %f is number %s', (x, at, expected) => {
  expect(nearest(x, at)).toBe(expected);
});

test.each([
  [[], 5, undefined, 0],
  [[2, 4], 1, undefined, 0],
  [[2, 4], 2, 0, 0],
  [[2, 4], 3, 0, 1],
  [[2, 4], 4, 1, 1],
  [[2, 4], 5, 1, 2],
])('in %j the last at most %f is number %s, the first at least that %i', (x, at, last, first) => {
  expect(lastAtMost(x, at)).toBe(last);
  expect(firstAtLeast(x, at)).toBe(first);
});
