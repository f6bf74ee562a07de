import { type Json, type JsonObject, typeName } from '../../document/json.ts';

/** JSON Schema's types, and what Python and Google's dialect of OpenAPI call them. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'string',
  str: 'string',
  number: 'number',
  float: 'number',
  double: 'number',
  integer: 'integer',
  int: 'integer',
  boolean: 'boolean',
  bool: 'boolean',
  array: 'array',
  list: 'array',
  object: 'object',
  dict: 'object',
  null: 'null',
};

/** The types that a schema allows; undefined where it says nothing, or something that is not known. */
export function typesOf(type: Json | undefined): readonly string[] | undefined {
  const names = typeof type === 'string' ? [type] : type;
  if (!Array.isArray(names) || names.length === 0) {
    return undefined;
  }
  const types: string[] = [];
  for (const name of names) {
    const lower = typeof name === 'string' ? name.toLowerCase() : '';
    if (!Object.hasOwn(typeNames, lower)) {
      return undefined;
    }
    types.push(typeNames[lower]!);
  }
  return types;
}

/** A number without a fraction is an integer, however it is written. */
export function isOfType(value: Json, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeName(value) === type;
}

/** What a string or number should be, where it is beyond the schema's limits. */
export function brokenLimit(schema: JsonObject, value: string | number): string | undefined {
  if (typeof value === 'string') {
    return schema.minLength === undefined && schema.maxLength === undefined
      ? undefined
      : brokenCount(codePoints(value), schema.minLength, schema.maxLength, 'character');
  }
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  if (typeof minimum === 'number' && (value < minimum || (above === true && value === minimum))) {
    return `be ${above === true ? 'above' : 'at least'} ${minimum}`;
  }
  if (typeof maximum === 'number' && (value > maximum || (below === true && value === maximum))) {
    return `be ${below === true ? 'below' : 'at most'} ${maximum}`;
  }
  if (typeof above === 'number' && value <= above) {
    return `be above ${above}`;
  }
  if (typeof below === 'number' && value >= below) {
    return `be below ${below}`;
  }
  // Of fractions a binary number has no exact multiples: only whole ones are checked.
  return Number.isInteger(multipleOf) && multipleOf !== 0 && value % (multipleOf as number) !== 0
    ? `be a multiple of ${multipleOf}`
    : undefined;
}

/** A character beyond the Basic Multilingual Plane is one of JSON Schema's and two of JavaScript's. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) {
    count++;
  }
  return count;
}

/** What a count should be, where it is too small or too large. */
export function brokenCount(
  count: number,
  least: Json | undefined,
  most: Json | undefined,
  noun: string,
): string | undefined {
  const of = (limit: number) => `${limit} ${limit === 1 ? noun : noun.replace(/y$/, 'ie').concat('s')}`;
  if (typeof least === 'number' && count < least) {
    return `have at least ${of(least)}`;
  }
  return typeof most === 'number' && count > most ? `have at most ${of(most)}` : undefined;
}
