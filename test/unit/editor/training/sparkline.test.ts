import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sparkline } from '../../../../src/editor/training/sparkline.ts';

test.each([
  [[], ''],
  [[1], ''],
  [[Number.NaN, 1], ''],
  [[8, 7, 6, 5, 4, 3, 2, 1], '█▇▆▅▄▃▂▁'],
  [[1, 100], '▁█'],
  [[2, 2, 2], '▄▄▄'],
])('%j is drawn as %j', (values, line) => {
  expect(sparkline(values, 12)).toBe(line);
});

test('more values than there is room for are drawn as their means', () => {
  expect(sparkline([4, 4, 2, 2, 0, 0], 3)).toBe('█▅▁');
});

test('it is as long as there is room and values, and made of bars', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 }),
      fc.integer({ min: 1, max: 40 }),
      (values, width) => {
        const line = [...sparkline(values, width)];
        expect(line).toHaveLength(Math.min(width, values.length));
        expect(line.every((bar) => '▁▂▃▄▅▆▇█'.includes(bar))).toBe(true);
      },
    ),
  );
});
