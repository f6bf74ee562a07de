import { isObject, type Json, type JsonObject } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Offer } from './context.ts';
import { type Hole, hole, type Style, type Template, write } from './template.ts';

/** Completion of a tool call's arguments from the JSON Schema of the tool's parameters. */

/** Values of one parameter that are offered. */
const mostValues = 100;

/** Values that a place in a snippet lists. */
const mostChoices = 20;

/** Deeper arguments are not written ahead. */
const deepestSkeleton = 4;

/** The schema of the value at a path of the arguments. */
export function schemaAt(parameters: JsonObject | undefined, path: Path): JsonObject | undefined {
  let schema = parameters;
  for (const step of path) {
    const next: Json | undefined = typeof step === 'number' ? schema?.items : propertiesOf(schema)[step];
    schema = isObject(next) ? next : undefined;
  }
  return schema;
}

export function argumentKeys(schema: JsonObject | undefined, given: JsonObject, style: Style): Offer[] {
  const required = new Set(requiredOf(schema));
  const properties = Object.entries(propertiesOf(schema)).filter(([name]) => !Object.hasOwn(given, name));
  const first = properties.filter(([name]) => required.has(name));
  const rest = properties.filter(([name]) => !required.has(name));
  return [...first, ...rest].map(([name, property]) => {
    const inner = isObject(property) ? property : {};
    return {
      label: name,
      kind: 'key',
      detail: [typeOf(inner) ?? 'any value', ...(required.has(name) ? ['required'] : [])].join(', '),
      documentation: descriptionOf(inner),
      template: [`${JSON.stringify(name)}${style.colon}`, ...emptyValue(inner)],
    };
  });
}

/** The values that a schema allows, where it names them. */
export function argumentValues(schema: JsonObject | undefined, style: Style): Offer[] {
  return allowedValues(schema)
    .slice(0, mostValues)
    .map((value) => ({
      label: typeof value === 'string' ? value : write(value, style),
      kind: 'value',
      detail: "allowed by the tool's schema",
      documentation: descriptionOf(schema ?? {}),
      template: [write(value, style)],
    }));
}

/** Arguments with everything that the schema requires, to be filled in. */
export function argumentsTemplate(schema: JsonObject | undefined, style: Style, depth = 0): Template {
  const pieces: (string | Hole)[] = ['{'];
  const properties = propertiesOf(schema);
  const required = requiredOf(schema).filter((name) => Object.hasOwn(properties, name));
  required.forEach((name, index) => {
    const property = properties[name];
    const inner = isObject(property) ? property : {};
    const nested = typeOf(inner) === 'object' && depth < deepestSkeleton;
    pieces.push(
      `${index === 0 ? '' : style.comma}${JSON.stringify(name)}${style.colon}`,
      ...(nested ? argumentsTemplate(inner, style, depth + 1) : emptyValue(inner)),
    );
  });
  return [...pieces, '}'];
}

function emptyValue(schema: JsonObject): Template {
  const allowed = allowedValues(schema);
  if (allowed.length > 0 && allowed.every((value) => typeof value === 'string')) {
    const choices = allowed.slice(0, mostChoices).map((value) => JSON.stringify(value).slice(1, -1));
    return ['"', { choices }, '"'];
  }
  switch (typeOf(schema)) {
    case 'string':
      return ['"', hole, '"'];
    case 'array':
      return ['[', hole, ']'];
    case 'object':
      return ['{', hole, '}'];
    case 'boolean':
      return [{ choices: ['true', 'false'] }];
    default:
      return [hole];
  }
}

function allowedValues(schema: JsonObject | undefined): Json[] {
  if (Array.isArray(schema?.enum)) {
    return schema.enum.filter((value) => typeof value !== 'object' || value === null);
  }
  if (schema !== undefined && typeof schema.const === 'string') {
    return [schema.const];
  }
  return schema !== undefined && typeOf(schema) === 'boolean' ? [true, false] : [];
}

function propertiesOf(schema: JsonObject | undefined): JsonObject {
  const properties: JsonObject = Object.create(null);
  return isObject(schema?.properties) ? Object.assign(properties, schema.properties) : properties;
}

function requiredOf(schema: JsonObject | undefined): string[] {
  const required = schema?.required;
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

/** The type that a schema names; of several the first that is not null. */
function typeOf(schema: JsonObject): string | undefined {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  return typeof type === 'string' ? type : undefined;
}

function descriptionOf(schema: JsonObject): string | undefined {
  return typeof schema.description === 'string'
    ? escapeMarkdown(schema.description.slice(0, 500))
    : undefined;
}
