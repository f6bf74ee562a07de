import { expect, test } from 'vitest';
import { smooth } from '../../../../src/webview/monitor/smoothing.ts';

test('a weight of 0 leaves values as they are, in a list of their own', () => {
  const values = [3, null, 1];
  expect(smooth(values, 0)).toEqual(values);
  expect(smooth(values, 0)).not.toBe(values);
});

test('the average begins at the first value, not near zero', () => {
  expect(smooth([2, 2, 2], 0.9)).toEqual([2, 2, 2].map((value) => expect.closeTo(value, 12)));
});

test("values are those of TensorBoard's formula", () => {
  // last = last × w + (1 − w) × value, over 1 − wⁿ
  const [first, second] = smooth([1, 3], 0.5);
  expect(first).toBeCloseTo(1, 12);
  expect(second).toBeCloseTo((0.5 * 0.5 + 0.5 * 3) / (1 - 0.25), 12);
});

test('a gap stays a gap, and the average goes on behind it as if it were not there', () => {
  const [first, gap, second] = smooth([1, null, 3], 0.5);
  expect(gap).toBeNull();
  expect([first, second]).toEqual(smooth([1, 3], 0.5));
});

test('long curves stay finite', () => {
  const smoothed = smooth(new Array<number>(100_000).fill(0.5), 0.99);
  expect(smoothed.at(-1)).toBeCloseTo(0.5, 9);
});

test('what rises evenly is followed, later the heavier the weight', () => {
  const line = Array.from({ length: 200 }, (_, step) => step);
  const light = smooth(line, 0.5).at(-1)!;
  const heavy = smooth(line, 0.9).at(-1)!;
  expect(light).toBeGreaterThan(heavy);
  expect(heavy).toBeGreaterThan(180);
});
