import { expect, test } from 'vitest';
import { initialState, readState, type ViewState } from '../../../../src/webview/monitor/state.ts';

test('what was kept comes back', () => {
  const kept: ViewState = {
    focus: 'run-a',
    selected: ['run-a', 'run-b'],
    colours: { 'run-a': 0, 'run-b': 3 },
    tab: 'log',
    axis: 'time',
    zoom: [10, 20],
    smoothing: 0.25,
    logarithmic: true,
    plots: ['loss', 'grad_norm'],
    query: 'error',
    level: 'warnings',
  };
  expect(readState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test.each([[undefined], [null], [''], [[]], [{}], [42]])('%j is the beginning', (kept) => {
  expect(readState(kept)).toEqual(initialState);
});

test.each([
  ['tab', 'charts2', 'charts'],
  ['axis', 3, 'step'],
  ['zoom', [20, 10], undefined],
  ['zoom', [1, null], undefined],
  ['zoom', [1, 2, 3], undefined],
  ['smoothing', 1, initialState.smoothing],
  ['smoothing', '0.5', initialState.smoothing],
  ['selected', [1], []],
  ['colours', { a: 99, b: 1.5, c: '2', d: 2 }, { d: 2 }],
  ['plots', 'loss', initialState.plots],
  ['query', {}, ''],
  ['level', 'none', 'all'],
] as const)('%s: %j makes no sense', (key, value, expected) => {
  expect(readState({ [key]: value })[key]).toEqual(expected);
});
