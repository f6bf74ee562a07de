import { expect, test } from 'vitest';
import { moveOf } from '../../../../src/webview/monitor/chart-keys.ts';

const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['PageUp', -10],
  ['PageDown', 10],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
])('%s reads %f further', (key, by) => {
  expect(moveOf(press(key), [0, 100], false, undefined)).toEqual({ type: 'step', by });
});

test.each([
  ['+', false, undefined, [25, 75]],
  ['=', false, undefined, [25, 75]],
  ['+', false, 20, [10, 60]],
  ['-', true, 50, [-50, 150]],
])('%s zooms at a place', (key, isZoomed, at, to) => {
  expect(moveOf(press(key), [0, 100], isZoomed, at)).toEqual({ type: 'zoom', to });
});

test('Shift and arrows move what is seen, where it is a part', () => {
  const shift = { shiftKey: true };
  expect(moveOf(press('ArrowRight', shift), [0, 100], true, undefined)).toEqual({
    type: 'zoom',
    to: [20, 120],
  });
  expect(moveOf(press('ArrowLeft', shift), [0, 100], true, undefined)).toEqual({
    type: 'zoom',
    to: [-20, 80],
  });
  expect(moveOf(press('ArrowRight', shift), [0, 100], false, undefined)).toBeUndefined();
});

test('Escape shows everything; out of everything there is nothing to zoom', () => {
  expect(moveOf(press('Escape'), [0, 100], true, undefined)).toEqual({ type: 'zoom', to: undefined });
  expect(moveOf(press('-'), [0, 100], false, undefined)).toBeUndefined();
});

test.each([
  [press('a')],
  [press('Tab')],
  [press('ArrowLeft', { ctrlKey: true })],
  [press('+', { metaKey: true })],
  [press('Home', { altKey: true })],
])('$key is none of a chart', (given) => {
  expect(moveOf(given, [0, 100], true, 50)).toBeUndefined();
});
