import { closest } from '../../closest.ts';
import { parsedJson } from '../../document/inner.ts';
import { isObject, type Json, type JsonObject, typeName } from '../../document/json.ts';
import { locate } from '../../document/locate.ts';
import { type ColumnEdit, type Path, through } from '../../document/place.ts';
import { addProperty, editThrough, replaceAt, replaceValue } from '../../document/surgery.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { Report } from '../rule.ts';
import { typesOf } from './limits.ts';
import { shown, withArticle } from './words.ts';

/** Keywords that a schema of an object can have; without any of them it is none. */
const keywords = [
  'type',
  'properties',
  'required',
  '$ref',
  'anyOf',
  'oneOf',
  'allOf',
  '$defs',
  'additionalProperties',
];

/** Keywords that may declare properties elsewhere. */
const elsewhere = ['$ref', 'anyOf', 'oneOf', 'allOf', 'patternProperties', 'if'];

const deepest = 16;
const mostOfOneList = 8;

/** Checks the JSON Schema of a tool's parameters: that it is one, and speaks of what it declares. */
export function checkParameters(
  parameters: Json | undefined,
  path: Path,
  text: Path | undefined,
  report: Report,
): void {
  if (parameters === undefined || parameters === null) {
    return;
  }
  if (!isObject(parameters)) {
    // Axolotl reads parameters that are JSON text, so that rows of one table can differ in them.
    if (typeof parameters !== 'string' || !isObject(parsedJson(parameters)?.value)) {
      report({
        place: through(text, path, 'key'),
        message: `"parameters" should be a JSON Schema, an object, but is ${withArticle(typeName(parameters))}: the model is told nothing of the tool's parameters.`,
      });
    }
    return;
  }
  if (checkRoot(parameters, path, text, report)) {
    checkObject(parameters, path, text, report, 0);
  }
}

/** Whether the schema is one of an object at all. */
function checkRoot(schema: JsonObject, path: Path, text: Path | undefined, report: Report): boolean {
  const { type, properties } = schema;
  if (typeof type === 'string' && type !== 'object') {
    const meant = typesOf(type)?.includes('object') === true;
    report({
      place: through(text, [...path, 'type']),
      message: meant
        ? `JSON Schema's name for ${quoted(type)} is "object".`
        : `The parameters of a tool are an object, but are declared to be ${shown(type)}: no call can fit.`,
      fix: editing('Change to "object"', text, [...path, 'type'], (json, at) =>
        replaceValue(json, at, 'object'),
      ),
    });
    return meant;
  }
  if (keywords.every((keyword) => schema[keyword] === undefined || isParameter(schema, keyword))) {
    if (Object.values(schema).some(isObject)) {
      report({
        place: through(text, path, 'open'),
        message:
          'These parameters are not a JSON Schema: they stand there without "type" and "properties", and most chat templates and servers then show none.',
        fix: editing('Write them as a JSON Schema', text, path, wrapped),
      });
    }
    return false;
  }
  if (type === undefined && properties !== undefined) {
    report({
      place: through(text, path, 'open'),
      message: 'This schema has "properties" without "type": "object", which OpenAI and others refuse.',
      fix: editing('Add "type": "object"', text, path, (json, at) => addProperty(json, at, 'type', 'object')),
    });
  }
  return true;
}

/** Whether a key that is named like a keyword is a parameter of that name. */
function isParameter(schema: JsonObject, keyword: string): boolean {
  const value = schema[keyword];
  return keyword === 'properties' || keyword === '$defs' || keyword === 'additionalProperties'
    ? isObject(value) && typeof value.type === 'string' && schema.type === undefined
    : isObject(value);
}

function checkObject(
  schema: JsonObject,
  path: Path,
  text: Path | undefined,
  report: Report,
  depth: number,
): void {
  const { properties, required } = schema;
  if (properties !== undefined && !isObject(properties)) {
    report({
      place: through(text, [...path, 'properties'], 'key'),
      message: `"properties" should be an object of names and schemas, but is ${withArticle(typeName(properties))}.`,
    });
    return;
  }
  if (Array.isArray(required)) {
    if (properties !== undefined && elsewhere.every((keyword) => schema[keyword] === undefined)) {
      checkRequired(required, properties, [...path, 'required'], text, report);
    }
  } else if (required !== undefined && required !== null) {
    const alone = typeof required === 'boolean' && depth > 0;
    report({
      place: through(text, [...path, 'required'], 'key'),
      message: alone
        ? `"required" says nothing here: JSON Schema lists the names of required parameters beside "properties".`
        : `"required" should be a list of names, but is ${shown(required)}.`,
    });
  }
  for (const name in properties) {
    checkProperty(properties[name]!, [...path, 'properties', name], name, text, report, depth);
  }
}

function checkProperty(
  property: Json,
  path: Path,
  name: string,
  text: Path | undefined,
  report: Report,
  depth: number,
): void {
  if (!isObject(property)) {
    if (typeof property !== 'boolean') {
      report({
        place: through(text, path),
        message: `${quoted(name)} should be declared by a schema, an object, but is ${shown(property)}.`,
      });
    }
    return;
  }
  if (depth < deepest) {
    checkObject(property, path, text, report, depth + 1);
    if (isObject(property.items)) {
      checkObject(property.items, [...path, 'items'], text, report, depth + 1);
    }
  }
}

function checkRequired(
  required: readonly Json[],
  properties: JsonObject,
  path: Path,
  text: Path | undefined,
  report: Report,
): void {
  const wrong = required.flatMap((name, index) =>
    typeof name === 'string' && Object.hasOwn(properties, name) ? [] : [{ name, index }],
  );
  const some = wrong.slice(0, mostOfOneList);
  const names = new Set(some.length === 0 ? [] : required);
  for (const { name, index } of some) {
    const free = Object.keys(properties).filter((other) => !names.has(other));
    const near = typeof name === 'string' && name.length <= 100 ? closest(name, free) : undefined;
    const at = [...path, index];
    report({
      place: through(text, at),
      message: `${shown(name)} is required, but is not among the "properties": no call can be right.${near === undefined ? '' : ` Did you mean ${quoted(near)}?`}`,
      fix:
        near === undefined
          ? undefined
          : editing(`Change to ${quoted(near)}`, text, at, (json, inner) => replaceValue(json, inner, near)),
    });
  }
}

/** The parameters as `properties` of a schema, their text as it was. */
function wrapped(json: string, path: Path): ColumnEdit[] {
  const { start, end } = locate(json, { path });
  return replaceAt(json, { path }, `{"type": "object", "properties": ${json.slice(start, end)}}`);
}

function editing(
  title: string,
  text: Path | undefined,
  path: Path,
  edit: (json: string, path: Path) => readonly ColumnEdit[],
): Fix {
  return {
    title,
    safety: 'suggested',
    change: (row) => ({ kind: 'columns', edits: editThrough(row.text, text, path, edit) }),
  };
}
