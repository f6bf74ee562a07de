import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downsample, type Points } from '../../../../src/webview/monitor/downsample.ts';

const line = (length: number, value: (index: number) => number | null): Points => ({
  x: Array.from({ length }, (_, index) => index),
  y: Array.from({ length }, (_, index) => value(index)),
});

test('few points stay as they are', () => {
  const curve = line(100, (index) => index % 7);
  expect(downsample(curve, 0, 99, 50)).toEqual(curve);
});

test('of what is outside one point on either side stays, so that the line reaches the edges', () => {
  const curve = line(100, (index) => index);
  expect(downsample(curve, 40, 50, 500).x).toEqual([39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]);
});

test('a window between two points has both', () => {
  expect(
    downsample(
      line(10, () => 1),
      3.2,
      3.4,
      100,
    ).x,
  ).toEqual([3, 4, 5]);
});

test('a peak of one point among 100,000 stays', () => {
  const { x, y } = downsample(
    line(100_000, (index) => (index === 61_234 ? 9 : index === 200 ? -9 : Math.sin(index / 999))),
    0,
    99_999,
    800,
  );
  expect(x.length).toBeLessThanOrEqual(4 * 800 + 2);
  expect(y[x.indexOf(61_234)]).toBe(9);
  expect(y[x.indexOf(200)]).toBe(-9);
});

test('a gap that is seen stays, of one null', () => {
  const { x, y } = downsample(
    line(10_000, (index) => (index > 4000 && index < 6000 ? null : 1)),
    0,
    9999,
    100,
  );
  const gaps = x.filter((_, index) => y[index] === null);
  expect(gaps.length).toBeGreaterThan(10);
  expect(gaps.every((at) => at > 4000 && at < 6000)).toBe(true);
});

test('no window and no points are fine', () => {
  expect(downsample({ x: [], y: [] }, 0, 1, 100)).toEqual({ x: [], y: [] });
  expect(
    downsample(
      line(1000, () => 1),
      5,
      5,
      10,
    ).x,
  ).toEqual([4, 5, 6]);
});

test('any curve: in order, of its points, with its extremes, not too many', () => {
  const value = fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { nil: null, freq: 10 });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 2000 }),
      fc.integer({ min: 1, max: 60 }),
      (values, pixels) => {
        const curve = line(values.length, (index) => values[index]!);
        const { x, y } = downsample(curve, 0, values.length - 1, pixels);
        expect(x.length).toBe(y.length);
        // Room for a point outside on either side, and for the last, which is a part of its own.
        expect(x.length).toBeLessThanOrEqual(Math.max(4 * pixels + 4, 0));
        expect(x.every((at, index) => index === 0 || at > x[index - 1]!)).toBe(true);
        expect(x.every((at, index) => curve.y[at] === y[index])).toBe(true);
        const numbers = values.filter((each) => each !== null);
        const kept = y.filter((each) => each !== null);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
      },
    ),
  );
});
