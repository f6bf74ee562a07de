import { expect, test } from 'vitest';
import {
  formatClock,
  formatCount,
  formatDuration,
  formatTime,
  formatValue,
  tickLabels,
} from '../../../../src/webview/monitor/format.ts';

test.each([
  [0, '0 s'],
  [-3, '0 s'],
  [45.4, '45 s'],
  [59.6, '1 min'],
  [724, '12 min 4 s'],
  [3600, '1 h'],
  [12_000, '3 h 20 min'],
  [183_600, '2 d 3 h'],
])('%f seconds are %s', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected);
});

test.each([
  [0, '0:00'],
  [45, '0:45'],
  [724, '12:04'],
  [12_000, '3:20:00'],
  [-5, '-0:05'],
])('%f seconds on an axis are %s', (seconds, expected) => {
  expect(formatClock(seconds)).toBe(expected);
});

test.each([
  [0, '0'],
  [0.41324, '0.4132'],
  [1, '1'],
  [12.5, '12.5'],
  [0.0002, '2e-4'],
  [1.2341e-7, '1.234e-7'],
  [-0.00005, '-5e-5'],
  [1234.5, '1,235'],
  [2_539_520, '2,539,520'],
  [1.5e20, '1.5e20'],
])('the value %f is %s', (value, expected) => {
  expect(formatValue(value)).toBe(expected);
});

test('counts have separators', () => {
  expect(formatCount(1_240_000)).toBe('1,240,000');
});

test.each([
  [
    [0, 0.5, 1],
    ['0.0', '0.5', '1.0'],
  ],
  [
    [0, 500, 1000],
    ['0', '500', '1,000'],
  ],
  [
    [0, 0.00005, 0.0001],
    ['0', '5e-5', '1e-4'],
  ],
  [[2_000_000], ['2e6']],
  [[], []],
])('the labels of %j are alike', (values, expected) => {
  expect(tickLabels(values)).toEqual(expected);
});

test('what is no moment is shown as it is', () => {
  expect(formatTime('<b>now</b>')).toBe('<b>now</b>');
  expect(formatTime('2026-11-23T10:00:05.000Z')).toMatch(/^\d\d:00:05$/);
});
