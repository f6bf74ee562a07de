import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/language/document/apply.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../../../../src/language/document/json.ts';
import type { ColumnEdit, Path } from '../../../../src/language/document/place.ts';
import {
  addProperty,
  removeAt,
  renameKey,
  replaceAt,
  replaceValue,
} from '../../../../src/language/document/surgery.ts';
import { jsonObject, pathsOf, rowText } from '../../support/json-values.ts';

function edited(text: string, edits: readonly ColumnEdit[]): string {
  return applyEdits(text, edits).text;
}

describe('replaceValue', () => {
  test('leaves every other character as it was', () => {
    const text = '{ "a" : 1.50, "b":"\\u00e9", "c":[1,  2]}';
    expect(edited(text, replaceValue(text, ['b'], 'x'))).toBe('{ "a" : 1.50, "b":"x", "c":[1,  2]}');
    expect(edited(text, replaceValue(text, ['c', 1], { d: null }))).toBe(
      '{ "a" : 1.50, "b":"\\u00e9", "c":[1,  {"d":null}]}',
    );
    expect(replaceValue(text, ['z'], 1)).toEqual([]);
  });

  test('sets any value of any row and no other', () => {
    fc.assert(
      fc.property(rowText, jsonObject, fc.nat(), ({ object, text }, value, pick) => {
        const paths = pathsOf(object);
        const path = paths[pick % paths.length]!;
        const result = edited(text, replaceValue(text, path, value));
        expect(JSON.parse(result)).toEqual(withValue(object, path, value));
      }),
    );
  });
});

describe('replaceAt', () => {
  test('writes some characters of a text', () => {
    const text = '{"a":"caf\\u00e9 noir"}';
    expect(edited(text, replaceAt(text, { path: ['a'], span: [3, 4] }, 'e'))).toBe('{"a":"cafe noir"}');
    expect(replaceAt(text, { path: ['b'], span: [0, 1] }, 'e')).toEqual([]);
  });
});

describe('renameKey', () => {
  test('renames a key and keeps its value as it is written', () => {
    const text = '{"a": {"b" : 1e3}}';
    expect(edited(text, renameKey(text, ['a', 'b'], 'c"'))).toBe('{"a": {"c\\"" : 1e3}}');
  });

  test('renames the key whose value counts', () => {
    expect(edited('{"a":1,"a":2}', renameKey('{"a":1,"a":2}', ['a'], 'b'))).toBe('{"a":1,"b":2}');
  });

  test('has nothing to rename at an index, at the row or where there is no key', () => {
    expect(renameKey('{"a":[{"b":1}]}', ['a', 0], 'c')).toEqual([]);
    expect(renameKey('{"a":1}', [], 'c')).toEqual([]);
    expect(renameKey('{"a":1}', ['b'], 'c')).toEqual([]);
  });
});

describe('removeAt', () => {
  test.each<[string, Path, string]>([
    ['{"a":1, "b":2}', ['a'], '{"b":2}'],
    ['{"a":1, "b":2}', ['b'], '{"a":1}'],
    ['{ "a":1 }', ['a'], '{  }'],
    ['[1, 2 , 3]', [1], '[1 , 3]'],
    ['{"a":1}', ['b'], '{"a":1}'],
    ['{"a":1}', [], '{"a":1}'],
  ])('takes out of %j what is at %j', (text, path, expected) => {
    expect(edited(text, removeAt(text, path))).toBe(expected);
  });

  test('takes any value out of any row with the right comma', () => {
    fc.assert(
      fc.property(rowText, fc.nat(), ({ object, text }, pick) => {
        const paths = pathsOf(object).slice(1);
        fc.pre(paths.length > 0);
        const path = paths[pick % paths.length]!;
        expect(JSON.parse(edited(text, removeAt(text, path)))).toEqual(without(object, path));
      }),
    );
  });
});

describe('addProperty', () => {
  test.each([
    ['{"a":1}', '{"a":1,"z":[1,2]}'],
    ['{"a": 1}', '{"a": 1, "z": [1, 2]}'],
    ['{ }', '{"z":[1,2] }'],
    ['{"a":"{\\"b\\": 1, \\"c\\": 2}"}', '{"a":"{\\"b\\": 1, \\"c\\": 2}","z":[1,2]}'],
    ['\uFEFF{"a": 1 }', '\uFEFF{"a": 1, "z": [1, 2] }'],
  ])('adds to %j as the row is written', (text, expected) => {
    expect(edited(text, addProperty(text, [], 'z', [1, 2]))).toBe(expected);
  });

  test('adds nothing twice, and nothing to what is no object', () => {
    expect(addProperty('{"z":1}', [], 'z', 2)).toEqual([]);
    expect(addProperty('{"a":[1]}', ['a'], 'z', 2)).toEqual([]);
    expect(addProperty('{"a":', [], 'z', 2)).toEqual([]);
  });

  test('adds to any object of any row', () => {
    fc.assert(
      fc.property(rowText, jsonObject, fc.nat(), ({ object, text }, value, pick) => {
        const paths = pathsOf(object).filter((path) => isObject(valueAt(object, path)));
        const path = paths[pick % paths.length]!;
        const key = 'a key that no row has';
        const result: unknown = JSON.parse(edited(text, addProperty(text, path, key, value)));
        expect(valueAt(result, [...path, key])).toEqual(value);
        expect(without(result as JsonObject, [...path, key])).toEqual(object);
      }),
    );
  });
});

function withValue(root: Json, path: Path, value: Json): Json {
  if (path.length === 0) {
    return value;
  }
  const copy = structuredClone(root);
  Object.assign(valueAt(copy, path.slice(0, -1)) as object, { [path.at(-1)!]: value });
  return copy;
}

function without(root: Json, path: Path): Json {
  const copy = structuredClone(root);
  const parent = valueAt(copy, path.slice(0, -1));
  const step = path.at(-1)!;
  if (Array.isArray(parent)) {
    parent.splice(Number(step), 1);
  } else {
    delete (parent as JsonObject)[step];
  }
  return copy;
}
