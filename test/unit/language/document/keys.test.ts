import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/language/document/json.ts';
import { countKeys, repeatsKeys } from '../../../../src/language/document/keys.ts';
import { rowText } from '../../support/json-values.ts';

function keysOf(value: Json): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, item) => sum + keysOf(item), own);
}

describe('countKeys', () => {
  test.each([
    ['{}', 0],
    ['{"a":1,"a":2}', 2],
    ['{"a" \t: {"b":[{"c":""}]}}', 3],
    ['{"a":"\\":\\"","b\\\\":"c:"}', 2],
    ['["a:","b",":"]', 0],
    ['\uFEFF{"":""}', 1],
    ['{"a":"unfinished', 1],
  ])('counts the keys of %j', (text, count) => {
    expect(countKeys(text)).toBe(count);
  });

  test('counts the keys of any row', () => {
    fc.assert(
      fc.property(rowText, ({ object, text }) => {
        expect(countKeys(text)).toBe(keysOf(object));
      }),
    );
  });
});

describe('repeatsKeys', () => {
  test.each([
    ['{"a":1,"a":2}', 1, true],
    ['{"a" :1,"a":2}', 1, true],
    ['{"a"\t:1,"a"  :2}', 1, true],
    ['{"a":1,"b":2}', 2, false],
    ['{"a":"\\":","b" : 2}', 2, false],
    ['{"a":"x :"}', 1, false],
  ])('tells of %j whether a key is repeated', (text, keyCount, repeats) => {
    expect(repeatsKeys(text, keyCount)).toBe(repeats);
  });

  test('agrees with a count on any row', () => {
    fc.assert(
      fc.property(rowText, fc.nat(3), ({ object, text }, fewer) => {
        expect(repeatsKeys(text, keysOf(object))).toBe(false);
        expect(repeatsKeys(text, keysOf(object) - fewer)).toBe(fewer > 0);
      }),
    );
  });
});
