import { expect, test } from 'vitest';
import { throughput } from '../../../../src/webview/monitor/throughput.ts';

test('the pace is that of neighbouring rows', () => {
  const steps = [10, 20, 30];
  expect(throughput({ steps, times: [100, 105, 110], values: { num_tokens: [1000, 3000, 5000] } })).toEqual({
    stepsPerSecond: 2,
    tokensPerSecond: 400,
  });
});

test('a break between two attempts does not count', () => {
  const steps = [1, 2, 3, 4, 5, 6];
  expect(throughput({ steps, times: [1, 2, 3, 9000, 9001, 9002], values: {} })?.stepsPerSecond).toBe(1);
});

test('rows of validation alone do not count', () => {
  expect(
    throughput({
      steps: [10, 15, 20],
      times: [10, 19, 20],
      values: { loss: [1, null, 1], eval_loss: [null, 2, null] },
    })?.stepsPerSecond,
  ).toBe(1);
});

test('only the latest rows count', () => {
  const steps = Array.from({ length: 100 }, (_, row) => row);
  const times = steps.map((step) => (step < 70 ? step * 10 : 690 + (step - 69)));
  expect(throughput({ steps, times, values: {} })?.stepsPerSecond).toBe(1);
});

test.each([
  ['no row', [], []],
  ['one row', [1], [1]],
  ['a clock that stands still', [1, 2], [5, 5]],
])('%s says nothing', (_, steps, times) => {
  expect(throughput({ steps, times, values: {} })).toBeUndefined();
});

test('tokens that are not finite numbers say nothing of tokens', () => {
  expect(throughput({ steps: [1, 2], times: [1, 2], values: { num_tokens: [null, 5] } })).toEqual({
    stepsPerSecond: 1,
    tokensPerSecond: undefined,
  });
});
