import { expect, test } from 'vitest';
import { placeMarks } from '../../../../src/webview/monitor/marks.ts';

const run = (colour: number, ...steps: number[]) => ({
  name: `run ${colour}`,
  colour,
  marks: steps.map((step) => ({ x: step, step, path: `checkpoint-${step}` })),
});
const place = (...runs: ReturnType<typeof run>[]) =>
  placeMarks(runs, (x) => x, 500).map(({ colour, left, row }) => [colour, left, row]);

test('marks lie on the axis', () => {
  expect(place(run(0, 100, 200))).toEqual([
    [0, 100, 0],
    [0, 200, 0],
  ]);
});

test("another run's marks at the same steps lie above", () => {
  expect(place(run(0, 100), run(1, 100, 300), run(2, 105))).toEqual([
    [0, 100, 0],
    [1, 100, 1],
    [1, 300, 0],
    [2, 105, 2],
  ]);
});

test('what has no room is left out', () => {
  expect(place(run(0, 100), run(1, 100), run(2, 100), run(3, 100))).toHaveLength(3);
  expect(place(run(0, 100, 103, 106, 120))).toEqual([
    [0, 100, 0],
    [0, 120, 0],
  ]);
});

test('what is not seen is left out', () => {
  expect(place(run(0, -5, 0, 500, 501))).toEqual([
    [0, 0, 0],
    [0, 500, 0],
  ]);
});
