import { expect, test } from 'vitest';
import { Model } from '../../../../src/webview/monitor/model.ts';
import { comparison, logOf } from '../../../webview/fixtures.ts';

const { runs, series } = comparison();
const told = () => {
  const model = new Model();
  model.receive({ type: 'runs', runs, focus: 'run-a' }, 5);
  return model;
};

test('nothing is known at first', () => {
  const model = new Model();
  expect([model.known, model.focused, model.series('x'), model.log(undefined)]).toEqual([
    false,
    undefined,
    undefined,
    undefined,
  ]);
});

test('runs, and the one it is about', () => {
  const model = told();
  expect([model.known, model.focused?.name, model.toldAt]).toEqual([true, 'support-bot r16', 5]);
});

test('points grow a series, and a series sent whole replaces it', () => {
  const model = told();
  model.receive({ type: 'series', id: 'run-a', series: series['run-a']! }, 0);
  const { version } = { ...model.series('run-a')! };
  model.receive(
    { type: 'points', id: 'run-a', series: { steps: [625], times: [9e9], values: { loss: [0.5] } } },
    0,
  );
  expect(model.series('run-a')!.series.steps.at(-1)).toBe(625);
  expect(model.series('run-a')!.version).toBeGreaterThan(version);
  const whole = { steps: [1], times: [1], values: { loss: [2] } };
  const grown = model.series('run-a')!.version;
  model.receive({ type: 'series', id: 'run-a', series: whole }, 0);
  expect(model.series('run-a')!.series.steps).toEqual([1]);
  // A series that is new has a version of its own: what was worked out of the old one doesn't count.
  expect(model.series('run-a')!.version).toBeGreaterThan(grown);
});

test("a resumed run's points begin after its checkpoint", () => {
  const model = told();
  model.receive({ type: 'series', id: 'run-a', series: series['run-a']! }, 0);
  model.receive(
    { type: 'points', id: 'run-a', series: { steps: [610], times: [9e9], values: { loss: [1] } } },
    0,
  );
  expect(model.series('run-a')!.series.steps.slice(-2)).toEqual([600, 610]);
});

test('logs are kept by run', () => {
  const model = told();
  model.receive({ type: 'log', id: 'run-a', from: 0, lines: logOf(3) }, 0);
  expect([model.log('run-a')?.all.length, model.log('run-b')]).toEqual([3, undefined]);
});

test('what is not shown any more, or was removed, is let go', () => {
  const model = told();
  for (const id of ['run-a', 'run-b']) {
    model.receive({ type: 'series', id, series: series[id]! }, 0);
    model.receive({ type: 'log', id, from: 0, lines: [] }, 0);
  }
  model.keepOnly(['run-a']);
  expect([model.series('run-b'), model.log('run-b')]).toEqual([undefined, undefined]);
  model.receive({ type: 'runs', runs: runs.slice(1), focus: 'run-b' }, 0);
  expect([model.series('run-a'), model.log('run-a')]).toEqual([undefined, undefined]);
});

test('an error is shown until runs are told again', () => {
  const model = told();
  model.receive({ type: 'error', message: 'no disk' }, 0);
  expect(model.error).toBe('no disk');
  model.receive({ type: 'runs', runs, focus: 'run-a' }, 0);
  expect(model.error).toBeUndefined();
});
