import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/language/document/json.ts';
import { deepestNesting, ShapeTable } from '../../../../src/language/document/shape.ts';
import { jsonObject } from '../../support/json-values.ts';
import { assistant, chat, tool, user } from '../../support/rows.ts';

function shapeIn(table: ShapeTable, value: object) {
  return table.walk(JSON.parse(JSON.stringify(value)) as JsonObject).shape;
}

describe('ShapeTable', () => {
  test('gives rows of one form one shape, whatever they say and in whatever order', () => {
    const table = new ShapeTable();
    const first = shapeIn(table, chat(user('Hi'), assistant('Hello')));
    expect(shapeIn(table, chat(user('What?'), assistant(''), user('a'), assistant('b')))).toBe(first);
    expect(shapeIn(table, chat({ content: 'Hi', role: 'user' }, assistant('Hello')))).toBe(first);
    expect(shapeIn(table, { a: 1, b: 'x' })).toBe(shapeIn(table, { b: '', a: -2.5 }));
  });

  test('tells roles, types, keys and nesting apart', () => {
    const table = new ShapeTable();
    const shapes = [
      chat(user('Hi')),
      chat(assistant('Hi')),
      chat(user(null)),
      chat(user(['Hi'])),
      chat({ ...user('Hi'), name: 'Ann' }),
      { messages: {} },
      { messages: [] },
      { messages: true },
      { messages: 1 },
    ].map((row) => shapeIn(table, row));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  test('does not look at keys that are data', () => {
    const table = new ShapeTable();
    const first = shapeIn(table, { tools: [tool('a', { city: { type: 'string' } })] });
    expect(shapeIn(table, { tools: [tool('b', { day: { type: 'number' }, hour: {} })] })).toBe(first);
  });

  test('does not take long words for roles', () => {
    const table = new ShapeTable();
    expect(shapeIn(table, { role: 'x'.repeat(30) })).toBe(shapeIn(table, { role: 'y'.repeat(40) }));
  });

  test('counts keys, also those that are data, and sees infinite numbers', () => {
    const table = new ShapeTable();
    expect(table.walk(JSON.parse('{"a":{"b":[{"c":1}]},"parameters":{"d":{"e":[{"f":1}]}}}')).keyCount).toBe(
      7,
    );
    expect(table.walk(JSON.parse('{"a":[1e999]}')).nonFinite).toBe(true);
    expect(table.walk(JSON.parse('{"a":{"arguments":{"b":-1e999}}}')).nonFinite).toBe(true);
    expect(table.walk(JSON.parse('{"a":1e308}')).nonFinite).toBe(false);
  });

  test('says where nesting is too deep, also among keys that are data', () => {
    const table = new ShapeTable();
    const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as Json;
    expect(table.walk({ a: nested(deepestNesting) }).tooDeep).toBe(false);
    expect(table.walk({ a: nested(deepestNesting + 1) }).tooDeep).toBe(true);
    expect(table.walk({ a: { arguments: nested(5000) } }).tooDeep).toBe(true);
    expect(table.walk({ a: 1 }).tooDeep).toBe(false);
  });

  test('gives a value and its copy with keys turned round the same shape, and counts its keys', () => {
    const table = new ShapeTable();
    fc.assert(
      fc.property(jsonObject, (object) => {
        const walk = table.walk(object);
        expect(table.walk(turned(object) as JsonObject).shape).toBe(walk.shape);
        expect(walk.keyCount).toBe(
          [...JSON.stringify(object, (_, value) => marked(value)).matchAll(/"k\d+":/g)].length,
        );
      }),
    );
  });
});

function turned(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(turned);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, turned(item)]),
    );
  }
  return value;
}

/** The same value with keys that can be counted in its text, and texts that can't be taken for keys. */
function marked(value: Json): Json {
  if (typeof value === 'string') {
    return '';
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.values(value).map((item, index) => [`k${index}`, item]));
  }
  return value;
}
