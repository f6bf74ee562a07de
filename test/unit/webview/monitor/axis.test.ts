import { expect, test } from 'vitest';
import { axisOf, placeOf } from '../../../../src/webview/monitor/axis.ts';
import type { Series } from '../../../../src/webview/protocol.ts';

const start = '2026-11-23T10:00:00.000Z';
const zero = Date.parse(start) / 1000;
const series = (times: number[], values: Series['values'] = {}): Series => ({
  steps: times.map((_, row) => (row + 1) * 10),
  times: times.map((time) => zero + time),
  values,
});
const run = { started: start, step: 30, epoch: 1.5 };

test('steps are themselves', () => {
  expect(axisOf(series([1, 2]), 'step', undefined)).toEqual([10, 20]);
});

test.each([
  ['since the start', { ...run }, [5, 8], [5, 8]],
  ['since the first row where the start is not known', { ...run, started: undefined }, [5, 8], [0, 3]],
  ['since the first row where a clock says it came before the start', { ...run }, [-5, 8], [0, 13]],
  ['since the first row where the start is no time', { ...run, started: 'soon' }, [5, 8], [0, 3]],
  ['never back, though a clock was set back', { ...run }, [5, 9, 7, 10], [5, 9, 9, 10]],
])('time is %s', (_, of, times, expected) => {
  expect(axisOf(series(times), 'time', of)).toEqual(expected);
});

test('epochs are those that were logged', () => {
  expect(axisOf(series([1, 2], { epoch: [0.25, 0.75] }), 'epoch', run)).toEqual([0.25, 0.75]);
});

test('where they were not, the run tells how steps relate to them', () => {
  expect(axisOf(series([1, 2], { epoch: [0.25, null] }), 'epoch', run)).toEqual([0.25, 1]);
  expect(axisOf(series([1, 2]), 'epoch', run)).toEqual([0.5, 1]);
});

test.each([[undefined], [{ ...run, epoch: undefined }], [{ ...run, step: 0 }]])(
  '%j tells no epochs',
  (of) => {
    expect(axisOf(series([1]), 'epoch', of)).toBeUndefined();
  },
);

const steps = [10, 20, 40];

test.each([
  ['a row of its own', 20, [1, 2, 4], 2],
  ['between two', 30, [1, 2, 4], 3],
  ['before the first', 5, [1, 2, 4], 1],
  ['behind the last', 50, [1, 2, 4], 4],
])('a step lies at %s', (_, step, axis, expected) => {
  expect(placeOf(step, steps, axis)).toBe(expected);
});

test('on an axis of steps a step behind the last lies at itself, and without rows nowhere', () => {
  expect(placeOf(50, steps, steps)).toBe(50);
  expect(placeOf(50, [], [])).toBeUndefined();
});
