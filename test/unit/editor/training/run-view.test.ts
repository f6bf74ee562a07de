import { expect, test } from 'vitest';
import { actionsOf, runView } from '../../../../src/editor/training/run-view.ts';
import { record, summary } from './support/summary.ts';

function entries(view: ReturnType<typeof runView>, title: string): Record<string, string> {
  return Object.fromEntries(view.details.find((group) => group.title === title)?.entries ?? []);
}

test('a run is shown with how it stands', () => {
  const view = runView(summary(), 'TRL on this machine');
  expect(view).toMatchObject({
    id: record.id,
    name: 'tickets',
    provider: 'TRL on this machine',
    method: 'SFT',
    baseModel: '/models/tiny-llama',
    state: 'running',
    final: false,
    step: 12,
    steps: 60,
    secondsLeft: 180,
    checkpoints: [{ step: 10, path: 'output/checkpoint-10' }],
  });
});

test('it can be sent: it is plain data', () => {
  const view = runView(summary(), 'TRL');
  const sent = JSON.parse(JSON.stringify(view));
  for (const [key, value] of Object.entries(view)) {
    if (value !== undefined) {
      expect(sent[key], key).toEqual(value);
    }
  }
});

test('settings, data, estimate, machine and versions are told in words', () => {
  const view = runView(summary(), 'TRL');
  expect(entries(view, 'Run')).toMatchObject({ 'Started despite': 'leaks', Attempts: '1' });
  expect(entries(view, 'Settings')).toMatchObject({
    Epochs: '3',
    'Learning rate': '0.0002',
    'Steps at most': 'as many as the epochs have',
    Packing: 'off',
    Rank: '16',
    'Layers with an adapter': 'all-linear',
  });
  expect(entries(view, 'Data')).toMatchObject({
    'train.jsonl': '50 of 52 rows, train',
    'valid.jsonl': '6 rows, validation',
    'Left out': 'train.jsonl:9: It is no JSON.\ntrain.jsonl:31: It has no messages.',
    Fingerprint: 'f00d'.repeat(16),
  });
  expect(entries(view, 'Estimate')).toEqual({
    Time: 'about 1 min to 3 min',
    Price: 'about $3.40 (2 nodes for 3 min)',
    Disk: 'about 1.2 GB',
  });
  expect(entries(view, 'Machine')).toEqual({ torch: '2.13.0', cuda: 'no' });
  expect(entries(view, 'Versions')).toEqual({ tuneset: '0.1.0', 'Git commit': '0123456789ab, with changes' });
});

test('settings that count for nothing are not told', () => {
  const settings = entries(runView(summary(), 'TRL'), 'Settings');
  expect(settings).not.toHaveProperty('Beta');
  expect(settings).not.toHaveProperty('Workers');
  const whole = {
    ...record,
    spec: { ...record.spec, adapter: { ...record.spec.adapter, type: 'none' as const } },
  };
  const all = entries(runView(summary({ record: whole }), 'TRL'), 'Settings');
  expect(all).not.toHaveProperty('Rank');
  expect(all).not.toHaveProperty('Layers with an adapter');
  const ray = entries(runView(summary({ record: { ...record, provider: 'ray' } }), 'Ray'), 'Settings');
  expect(ray).toMatchObject({ Workers: '1', Storage: 'not set: the run will not start without it' });
});

test('many rows that were left out are counted', () => {
  const leftOut = Array.from({ length: 9 }, (_, index) => ({
    path: 'a.jsonl',
    line: index + 1,
    reason: 'Bad.',
  }));
  const run = summary({ record: { ...record, dataset: { ...record.dataset, leftOut } } });
  expect(entries(runView(run, 'TRL'), 'Data')['Left out']).toMatch(/a\.jsonl:5: Bad\.\nand 4 more$/);
});

test.each([
  ['running', false, ['cancel', 'rerun', 'openLog', 'reveal', 'copyCommand']],
  ['cancelling', false, ['rerun', 'openLog', 'reveal', 'copyCommand']],
  ['interrupted', true, ['resume', 'rerun', 'openLog', 'reveal', 'copyCommand']],
  ['succeeded', false, ['rerun', 'openLog', 'reveal', 'copyCommand']],
])('with a run that is %s', (state, resumable, actions) => {
  expect(actionsOf(summary({ state, resumable }))).toEqual(actions);
});

test('of a run whose record can not be read, nothing in it is told', () => {
  const view = runView(summary({ broken: true, state: 'unknown', message: 'run.json is torn.' }), 'TRL');
  expect(view.details).toEqual([]);
  expect(view.actions).toEqual(['reveal']);
  expect(view.message).toBe('run.json is torn.');
});
