import { expect, test } from 'vitest';
import { extentOf, Frames, windowOf } from '../../../../src/webview/monitor/frame.ts';
import { plotOf } from '../../../../src/webview/monitor/metrics.ts';
import { runOf, seriesOf, usual } from '../../../webview/fixtures.ts';

const wanted = (id: string, version = 1) => ({
  run: runOf(id, `run ${id}`, usual),
  colour: 2,
  series: seriesOf(usual),
  version,
});

test('a plot has training, smoothed and validation of each run', () => {
  const { runs } = new Frames().draw(plotOf('loss'), [wanted('a'), wanted('b')], 'step', 0.6);
  expect(runs.map(({ id, colour }) => [id, colour])).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
  const [run] = runs;
  expect(run!.training!.x).toHaveLength(124);
  expect(run!.smoothed).toHaveLength(124);
  expect(run!.smoothed).not.toEqual(run!.training!.y);
  expect(run!.validation!.steps).toEqual([100, 200, 300, 400, 500, 600]);
  expect(run!.marks.map(({ x }) => x)).toEqual([200, 400, 600]);
});

test.each([
  ['learning_rate', 0.6],
  ['loss', 0],
])('%s at smoothing %f stays as it is', (name, smoothing) => {
  expect(new Frames().draw(plotOf(name), [wanted('a')], 'step', smoothing).runs[0]!.smoothed).toBeUndefined();
});

test('checkpoints are marked in the loss only', () => {
  expect(new Frames().draw(plotOf('grad_norm'), [wanted('a')], 'step', 0).runs[0]!.marks).toEqual([]);
});

test('runs without the metric are left out, and those whose axis is not known', () => {
  const frames = new Frames();
  expect(frames.draw(plotOf('rewards/margins'), [wanted('a')], 'step', 0).runs).toEqual([]);
  const { run, ...others } = wanted('a');
  expect(
    frames.draw(plotOf('loss'), [{ ...others, run: { ...run, epoch: undefined } }], 'epoch', 0).runs,
  ).toEqual([]);
});

test('curves are the same objects until their series changes', () => {
  const frames = new Frames();
  const draw = (version: number) => frames.draw(plotOf('loss'), [wanted('a', version)], 'step', 0.5).runs[0]!;
  const before = draw(1);
  expect(draw(1).training).toBe(before.training);
  expect(draw(1).smoothed).toBe(before.smoothed);
  expect(draw(2).training).not.toBe(before.training);
  expect(draw(2).smoothed).not.toBe(before.smoothed);
});

test('the axis reaches over all plots, from zero where runs begin near it', () => {
  const frames = new Frames();
  const loss = frames.draw(plotOf('loss'), [wanted('a')], 'step', 0);
  expect(extentOf([loss])).toEqual([0, 620]);
  expect(extentOf([])).toBeUndefined();
  const training = { x: [500, 600], y: [1, 2], steps: [500, 600] };
  const run = { ...loss.runs[0]!, training, validation: undefined };
  expect(extentOf([{ ...loss, runs: [run] }])).toEqual([500, 600]);
});

test.each([
  ['everything, with room at the right', [0, 1000], undefined, [0, 1015]],
  ['room on both sides', [500, 600], undefined, [498.5, 601.5]],
  ['the zoom as it is', [0, 1000], [10, 20], [10, 20]],
  ['around a single point', [5, 5], undefined, [4.5, 5.5]],
] as const)('what is seen is %s', (_, extent, zoom, expected) => {
  expect(windowOf(extent, zoom)).toEqual(expected);
});
