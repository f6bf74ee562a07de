import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/language/document/json.ts';
import { isCertain, violations } from '../../../../../src/language/rules/tools/parameters.ts';

const names = ['city', 'days', 'unit', 'where'];
const scalar = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 2.5, -3, '', 'a', 'bc', '🌧🌧', '1'),
  fc.integer({ min: -5, max: 5 }),
);

/** Values with the keys that the schemas speak of. */
const value = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  object: fc.dictionary(fc.constantFrom(...names, 'other'), tie('value'), {
    maxKeys: 4,
  }) as fc.Arbitrary<JsonObject>,
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
}));

/** Schemas of the keywords that are checked, each of which may be there or not. */
const schema = fc.letrec<{ schema: Json; object: JsonObject }>((tie) => ({
  object: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 4 }),
      required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      minProperties: fc.integer({ min: 0, max: 2 }),
    },
    { requiredKeys: ['type'] },
  ) as fc.Arbitrary<JsonObject>,
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('string', 'number', 'integer', 'boolean', 'null'),
          fc.uniqueArray(fc.constantFrom('string', 'integer', 'null', 'array', 'object'), {
            minLength: 1,
            maxLength: 2,
          }),
        ),
        enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
        minimum: fc.integer({ min: -3, max: 3 }),
        exclusiveMaximum: fc.integer({ min: -3, max: 3 }),
        multipleOf: fc.integer({ min: 1, max: 3 }),
        minLength: fc.integer({ min: 0, max: 2 }),
        maxLength: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.integer({ min: 0, max: 2 }),
        maxItems: fc.integer({ min: 1, max: 2 }),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type'] },
    ) as fc.Arbitrary<Json>,
    tie('object'),
    fc.record({ const: scalar }) as fc.Arbitrary<Json>,
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Json>,
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }) as fc.Arbitrary<Json>,
    fc.record({ $ref: fc.constantFrom('#/$defs/here', '#/$defs/a~1b') }) as fc.Arbitrary<Json>,
  ),
}));

describe('violations', () => {
  test('are found where ajv finds a schema broken, and nowhere else', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    fc.assert(
      fc.property(schema.object, schema.schema, value.object, (parameters, other, args) => {
        const whole: JsonObject = {
          ...parameters,
          $defs: { here: { type: 'string' }, 'a/b': withoutReferences(other) },
        };
        const broken = violations(whole, args).some(isCertain);
        expect(broken).toBe(!ajv.validate(whole, args));
      }),
      { numRuns: 500 },
    );
  });

  test('are none for a schema that says nothing that is known', () => {
    const odd: JsonObject[] = [
      { type: 'any', properties: { a: { type: ['string', 7] } } },
      { type: 'object', properties: 5, required: { a: true }, additionalProperties: 'no' },
      { properties: { a: { enum: 'x' } }, anyOf: {}, oneOf: [null], allOf: 'x', $defs: null },
      { properties: { a: { $ref: 'https://example.com/schema.json' } } },
      { properties: { a: { $ref: '#/nowhere/%zz' } } },
      { properties: { a: { pattern: '^(a+)+$' } }, required: [1, null] },
      { type: 'object', patternProperties: { '^x': {} }, additionalProperties: false },
    ];
    for (const parameters of odd) {
      expect(violations(parameters, { a: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' })).toEqual([]);
    }
  });

  test("knows Python's and Google's names of types", () => {
    const parameters = {
      type: 'OBJECT',
      properties: { a: { type: 'str' }, b: { type: 'float' }, c: { type: 'INTEGER' } },
    };
    expect(violations(parameters, { a: 'x', b: 1.5, c: 2 })).toEqual([]);
    expect(violations(parameters, { a: 1, b: 'x', c: 2.5 }).map(({ path }) => path)).toEqual([
      ['a'],
      ['b'],
      ['c'],
    ]);
  });

  test('end soon, whatever the schema', () => {
    const doubling: JsonObject = { $defs: {} };
    for (let level = 0; level < 60; level++) {
      const next = { $ref: `#/$defs/l${level + 1}` };
      (doubling.$defs as JsonObject)[`l${level}`] = { allOf: [next, next], anyOf: [next, next] };
    }
    doubling.$ref = '#/$defs/l0';
    const many = Array.from({ length: 30_000 }, (_, index) => index);
    const hostile: [JsonObject, Json][] = [
      [{ $ref: '#' }, {}],
      [{ allOf: [{ $ref: '#' }, { $ref: '#' }] }, {}],
      [{ properties: { a: { $ref: '#' } } }, JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`)],
      [doubling, {}],
      [{ properties: { a: { uniqueItems: true, items: { enum: many } } } }, { a: many }],
      [{ properties: { a: { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } } }, { a: 'a'.repeat(50_000) }],
      [
        { properties: Object.fromEntries(many.map((key) => [`key${key}`, {}])) },
        Object.fromEntries(many.map((key) => [`kex${key}`, 1])),
      ],
      [{ $ref: `#/${'a/'.repeat(50_000)}` }, {}],
    ];
    for (const [parameters, args] of hostile) {
      const start = performance.now();
      violations(parameters, args);
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });

  test('never fail on any JSON for a schema', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: false }), value.object, (parameters, args) => {
        violations(JSON.parse(JSON.stringify(parameters)), args);
      }),
    );
    expect(
      violations(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'), JSON.parse('{"__proto__":1}')),
    ).toHaveLength(1);
  });
});

/** What a definition refers to would be itself. */
function withoutReferences(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replace(/\{"\$ref":"[^"]*"\}/g, '{"type":"string"}'));
}
