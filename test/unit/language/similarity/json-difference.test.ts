import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/language/document/json.ts';
import type { Path } from '../../../../src/language/document/place.ts';
import { jsonDifference } from '../../../../src/language/similarity/json-difference.ts';

describe('where two JSON values contradict each other', () => {
  test.each<[Json, Json, Path]>([
    [{ age: 31 }, { age: 13 }, ['age']],
    [{ a: { b: [1, true] } }, { a: { b: [1, false] } }, ['a', 'b', 1]],
    [{ city: 'Paris' }, { city: 'New York' }, ['city']],
    [{ ok: true, n: 1 }, { n: 2, ok: false }, ['n']],
    [{ n: 1 }, { n: '2' }, ['n']],
    [JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 2}'), ['__proto__']],
  ])('%j, %j', (a, b, path) => {
    expect(jsonDifference(a, b)).toEqual(path);
  });

  test.each<[Json, Json]>([
    [{ a: 1 }, { a: 1 }],
    [{ a: 1 }, { b: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { a: null }],
    [{ a: 'Paris' }, { a: ' paris ' }],
    [{ a: 'paris weather' }, { a: 'Weather Paris' }],
    [{ a: 'York' }, { a: 'New York' }],
    [{ a: 'A long sentence about Paris.' }, { a: 'Other words on the same town' }],
    [
      ['x', 'y'],
      ['y', 'x'],
    ],
    [['x'], ['x', 'y']],
    [{ a: {} }, { a: [] }],
    [{ a: '' }, { a: 'x' }],
  ])('not %j, %j', (a, b) => {
    expect(jsonDifference(a, b)).toBeUndefined();
  });

  test('and comes to an end in the deep', () => {
    const deep = (value: Json) => {
      let nested = value;
      for (let level = 0; level < 50_000; level++) {
        nested = [nested];
      }
      return nested;
    };
    expect(jsonDifference(deep(1), deep(2))).toBeUndefined();
  });
});
