import { expect, test } from 'vitest';
import {
  adviceLine,
  estimateLine,
  estimateLines,
  obstacles,
  sorted,
} from '../../../../src/editor/training/preflight-items.ts';
import type { PreflightItem, PreflightReport } from '../../../../src/runs/preflight-report.ts';

function item(name: string, status: PreflightItem['status']): PreflightItem {
  return { name, title: `The ${name}`, status, message: '', rows: [], rowCount: 0 };
}

const report: PreflightReport = {
  items: [
    item('splits', 'ok'),
    item('problems', 'error'),
    item('price', 'note'),
    item('leaks', 'error'),
    item('disk', 'warning'),
  ],
  advice: [],
  estimate: undefined,
  environment: { ready: true, preparable: false, items: [] },
};

test('what needs a person is first', () => {
  expect(sorted(report.items).map(({ name }) => name)).toEqual([
    'problems',
    'leaks',
    'disk',
    'price',
    'splits',
  ]);
});

test('what stands in the way is counted until it is overridden by name', () => {
  expect(obstacles(report, new Set())).toBe(2);
  expect(obstacles(report, new Set(['problems', 'disk']))).toBe(1);
  expect(obstacles(report, new Set(['problems', 'leaks']))).toBe(0);
});

test('an estimate is one line, of what is known', () => {
  expect(estimateLine(undefined)).toBe('');
  expect(
    estimateLine({
      seconds: { low: 720, high: 1200 },
      price: { amount: 3.391, currency: 'USD', basis: 'a node' },
      diskBytes: 1.2e9,
      memoryBytes: 6e9,
      notes: [],
    }),
  ).toBe('about 12 min to 20 min · about $3.40 · 6 GB of memory · 1.2 GB of disk');
});

test('each figure is a line', () => {
  expect(
    estimateLines({
      seconds: { low: 13, high: 182 },
      price: { amount: 1, currency: 'USD', basis: '2 nodes' },
      notes: [],
    }),
  ).toEqual([
    ['watch', 'Time: about 13 s to 3 min'],
    ['credit-card', 'Price: about $1.00 (2 nodes)'],
  ]);
  expect(estimateLines(undefined)).toEqual([]);
});

test('advice is put in the words of the settings', () => {
  const advice = { reason: '', source: '', current: 10, suggested: 3 };
  expect(adviceLine({ ...advice, parameter: 'hyperparameters.epochs' })).toBe('Epochs: 3 instead of 10');
  expect(adviceLine({ ...advice, parameter: 'hyperparameters.maxSteps', current: null })).toBe(
    'Steps at most: 3 instead of as many as the epochs have',
  );
  expect(
    adviceLine({
      ...advice,
      parameter: 'adapter.targetModules',
      suggested: ['q', 'v'],
      current: 'all-linear',
    }),
  ).toBe('adapter.targetModules: q, v instead of all-linear');
});
