import { expect, test } from 'vitest';
import {
  contextOf,
  describeRun,
  iconOf,
  labelOf,
  speakRun,
  titleOf,
} from '../../../../src/editor/training/run-texts.ts';
import { record, summary } from './support/summary.ts';

const ended = '2026-11-24T10:27:02.000Z';

test.each([
  ['a run in progress', summary(), '12/60 · 2.313 █▄▁▁ · 3 min left'],
  [
    'one that has not begun',
    summary({ state: 'queued', step: 0, latest: {}, losses: [], secondsLeft: undefined }),
    'queued',
  ],
  [
    'one whose end nobody knows',
    summary({ steps: undefined, secondsLeft: undefined }),
    'step 12 · 2.313 █▄▁▁',
  ],
  [
    'one that is over',
    summary({ state: 'succeeded', step: 60, ended }),
    /^2\.313 █▄▁▁ · 12 min · Nov 2\d, \d\d:\d\d$/,
  ],
  ['one whose loss is no number', summary({ latest: { loss: null }, losses: [] }), '12/60 · 3 min left'],
  [
    'one that failed',
    summary({ state: 'failed', losses: [], latest: {}, ended }),
    /^failed · 12\/60 · 12 min · Nov/,
  ],
  [
    'a state of a provider with an icon in it',
    summary({ state: '$(flame) hot', losses: [], latest: {}, step: 0 }),
    '$\u2060(flame) hot · 3 min left',
  ],
])('%s is described', (_, run, text) => {
  expect(describeRun(run)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
});

test('a run is spoken without pictures', () => {
  expect(speakRun(summary())).toBe('tickets, running, 12 of 60, loss 2.313, 3 min left');
});

test('a run that nobody named is called by its model and time', () => {
  const unnamed = summary({ name: record.id, record: { ...record, name: record.id } });
  expect(titleOf(unnamed)).toMatch(/^SFT tiny-llama, Nov 2\d, \d\d:\d\d$/);
  expect(labelOf(unnamed)).toBe('SFT tiny-llama');
  expect(titleOf({ ...unnamed, broken: true })).toBe(record.id);
  expect(titleOf(summary({ name: '[x](command:y)' }))).toBe('[x]\u2060(command:y)');
});

test('each state has an icon, also those that nobody has heard of', () => {
  expect(iconOf(summary()).icon).toBe('sync~spin');
  expect(iconOf(summary({ state: 'warming up' })).icon).toBe('sync~spin');
  const finals = ['succeeded', 'failed', 'cancelled', 'interrupted', 'unknown'];
  expect(new Set(finals.map((state) => iconOf(summary({ state })).icon)).size).toBe(finals.length);
});

test.each([
  [summary(), 'run active cancellable'],
  [summary({ state: 'cancelling' }), 'run active'],
  [summary({ state: 'interrupted', resumable: true }), 'run final resumable'],
  [summary({ state: 'succeeded' }), 'run final'],
  [summary({ state: 'unknown', broken: true }), 'run final broken'],
])('menus know what can be done', (run, context) => {
  expect(contextOf(run)).toBe(context);
});
