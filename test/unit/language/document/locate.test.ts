import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../../src/language/document/json.ts';
import { locate } from '../../../../src/language/document/locate.ts';
import type { Place } from '../../../../src/language/document/place.ts';
import { pathsOf, rowText } from '../../support/json-values.ts';

function textAt(text: string, place: Place): string {
  const { start, end } = locate(text, place);
  return text.slice(start, end);
}

const row = '{"messages": [{"role":"user","content":"Gr\\u00fc\\u00dfe 👋\\n"}], "n": 1.50}';

describe('locate', () => {
  test.each<[string, Place, string]>([
    ['a value', { path: ['n'] }, '1.50'],
    ['a key', { path: ['messages', 0, 'role'], part: 'key' }, '"role"'],
    ['the opening of the row', { path: [], part: 'open' }, '{"messages"'],
    ['the opening of an object', { path: ['messages', 0], part: 'open' }, '{"role"'],
    ['the opening of a list', { path: ['messages'], part: 'open' }, '['],
    ['characters written as escapes', { path: ['messages', 0, 'content'], span: [2, 5] }, '\\u00fc\\u00dfe'],
    ['an emoji after escapes', { path: ['messages', 0, 'content'], span: [6, 8] }, '👋'],
    ['the end of a text', { path: ['messages', 0, 'content'], span: [8, 99] }, '\\n'],
    ['the nearest part of a path that leads nowhere', { path: ['messages', 0, 'name', 'x'] }, '{"role"'],
    ['the row where nothing of a path is there', { path: ['tools', 3] }, '{"messages"'],
    ['columns', { path: [], columns: { start: 2, end: 10 } }, 'messages'],
    ['columns beyond the end', { path: [], columns: { start: 70, end: 900 } }, '1.50}'],
  ])('finds %s', (_, place, expected) => {
    expect(textAt(row, place)).toBe(expected);
  });

  test('finds a place in JSON that is written inside a string, through its escapes', () => {
    const text = JSON.stringify({ arguments: JSON.stringify({ city: 'Köln "Süd"', days: 3 }) });
    expect(textAt(text, { path: ['arguments'], inside: { path: ['days'] } })).toBe('3');
    expect(textAt(text, { path: ['arguments'], inside: { path: ['city'], part: 'key' } })).toBe('\\"city\\"');
    expect(textAt(text, { path: ['arguments'], inside: { path: ['city'], span: [5, 10] } })).toBe(
      '\\\\\\"Süd\\\\\\"',
    );
  });

  test('means the last of two equal keys, whose value JSON.parse keeps', () => {
    expect(textAt('{"a":1,"a":{"b":2}}', { path: ['a', 'b'] })).toBe('2');
    expect(textAt('{"a":{"b":2},"a":1}', { path: ['a'] })).toBe('1');
  });

  test('finds places behind a byte order mark', () => {
    expect(locate('\uFEFF{"a":1}', { path: ['a'] })).toEqual({ start: 6, end: 7 });
    expect(locate('\uFEFF{"a":1}', { path: [], part: 'open' })).toEqual({ start: 1, end: 5 });
  });

  test.each(['', '   ', '{"a":', 'nonsense', '[1,2', '\uFEFF'])('stays within %j', (text) => {
    for (const place of [
      { path: ['a', 0] },
      { path: [], part: 'open' as const },
      { path: ['a'], span: [3, 4] as const },
    ]) {
      const { start, end } = locate(text, place);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  });

  test('does not fail on a row that ends a recursion', () => {
    const deep = '['.repeat(100_000);
    expect(locate(deep, { path: [0, 0] })).toEqual({ start: 0, end: deep.length });
  });

  test('finds the very text of every value', () => {
    fc.assert(
      fc.property(rowText, ({ object, text }) => {
        for (const path of pathsOf(object)) {
          expect(JSON.parse(textAt(text, { path }))).toEqual(valueAt(object, path));
          if (typeof path.at(-1) === 'string') {
            expect(JSON.parse(textAt(text, { path, part: 'key' }))).toBe(path.at(-1));
          }
        }
      }),
    );
  });

  test('finds the very characters of every part of a text', () => {
    fc.assert(
      fc.property(rowText, fc.nat(), fc.nat(), ({ object, text }, a, b) => {
        for (const path of pathsOf(object)) {
          const value = valueAt(object, path);
          if (typeof value === 'string' && value.length > 0) {
            const start = a % value.length;
            const end = start + (b % (value.length - start + 1));
            expect(JSON.parse(`"${textAt(text, { path, span: [start, end] })}"`)).toBe(
              value.slice(start, end),
            );
          }
        }
      }),
    );
  });
});
