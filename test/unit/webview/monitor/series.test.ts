import { expect, test } from 'vitest';
import { append, emptySeries } from '../../../../src/webview/monitor/series.ts';
import type { Series } from '../../../../src/webview/protocol.ts';

function points(steps: number[], values: Series['values'], from = 0): Series {
  return { steps, times: steps.map((step) => from + step), values };
}

function put(checkpoints: number[], ...parts: Series[]) {
  const series = emptySeries();
  for (const part of parts) {
    append(series, part, checkpoints);
  }
  return { steps: series.steps, times: series.times, values: { ...series.values } };
}

test('points come behind those there are', () => {
  expect(put([], points([1, 2], { loss: [3, 2] }), points([3], { loss: [1] }))).toEqual(
    points([1, 2, 3], { loss: [3, 2, 1] }),
  );
});

test('a new metric has nulls before, one that is missing nulls behind', () => {
  expect(put([], points([1], { loss: [3] }), points([2], { eval_loss: [4] })).values).toEqual({
    loss: [3, null],
    eval_loss: [null, 4],
  });
});

test('values at a step that is there come beside those it has', () => {
  expect(
    put(
      [],
      points([1, 2], { loss: [3, 2] }),
      points([2], { loss: [null], eval_loss: [5] }),
      points([3], { loss: [1] }),
    ),
  ).toEqual(points([1, 2, 3], { loss: [3, 2, 1], eval_loss: [null, 5, null] }));
});

test('a resumed run loses what was trained beyond its checkpoint', () => {
  const resumed = put(
    [10, 20],
    points([5, 10, 15, 20, 25, 30], { loss: [9, 8, 7, 6, 5, 4] }),
    points([25, 30, 35], { loss: [5.5, 4.5, 3.5] }, 1000),
  );
  expect(resumed.steps).toEqual([5, 10, 15, 20, 25, 30, 35]);
  expect(resumed.values.loss).toEqual([9, 8, 7, 6, 5.5, 4.5, 3.5]);
  expect(resumed.times.slice(-3)).toEqual([1025, 1030, 1035]);
});

test('steps between the checkpoint and the first that is logged anew are lost too', () => {
  expect(
    put([10], points([10, 12, 14, 16], { loss: [1, 2, 3, 4] }), points([15], { loss: [9] })).steps,
  ).toEqual([10, 15]);
});

test('without checkpoints a run that begins anew keeps what lies before', () => {
  expect(put([], points([1, 2, 3], { loss: [1, 2, 3] }), points([2], { loss: [9] }))).toEqual(
    points([1, 2], { loss: [1, 9] }),
  );
});

test('a run that begins at its first step again begins empty', () => {
  expect(put([], points([1, 2, 3], { loss: [1, 2, 3] }), points([1], { loss: [9] })).values.loss).toEqual([
    9,
  ]);
});

test('a restart within one message is seen as well', () => {
  expect(put([2], points([1, 2, 3, 4, 3, 4], { loss: [1, 2, 3, 4, 33, 44] }))).toMatchObject({
    steps: [1, 2, 3, 4],
    values: { loss: [1, 2, 33, 44] },
  });
});

test('metrics may be named like what objects have', () => {
  const named = points([1], JSON.parse('{"__proto__": [1], "constructor": [2]}') as Series['values']);
  const { values } = put([], named, points([2], { loss: [1] }));
  expect(Object.keys(values).sort()).toEqual(['__proto__', 'constructor', 'loss']);
  expect(values.constructor).toEqual([2, null]);
});

test('what was handed in is not changed', () => {
  const first = points([1], { loss: [1] });
  put([], first, points([2], { loss: [2] }));
  expect(first).toEqual(points([1], { loss: [1] }));
});
