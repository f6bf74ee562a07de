import { expect, test } from 'vitest';
import { assignColours, colourCount } from '../../../../src/webview/monitor/colours.ts';

test('runs get colours in order', () => {
  expect({ ...assignColours(['a', 'b', 'c'], {}) }).toEqual({ a: 0, b: 1, c: 2 });
});

test('a run keeps its colour when others come and go', () => {
  const first = assignColours(['a', 'b', 'c'], {});
  expect({ ...assignColours(['c', 'd'], first) }).toEqual({ c: 2, d: 0 });
});

test('with more runs than colours each colour is used about as often', () => {
  const ids = Array.from({ length: colourCount * 2 }, (_, index) => `${index}`);
  const uses = Object.values(assignColours(ids, {}));
  expect(uses.filter((colour) => colour === 0)).toHaveLength(2);
  expect(uses.filter((colour) => colour === colourCount - 1)).toHaveLength(2);
});

test('a run may be named like what objects have', () => {
  expect(assignColours(['__proto__', 'constructor'], {}).constructor).toBe(1);
});
