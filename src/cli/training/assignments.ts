import * as z from 'zod';
import { closest, type Training, trainingSchema } from '../../language/index.ts';
import { printable } from '../../workspace/printable.ts';
import { WrongUse } from '../io.ts';
import { list } from '../report/words.ts';

/** A setting of a run as it was typed: `--epochs 3` is `['--epochs', 'hyperparameters.epochs', '3']`. */
export interface Assignment {
  /** What the person wrote before the value, for messages. */
  readonly option: string;
  /** Its path in the `training` of tuneset.json. */
  readonly key: string;
  readonly text: string;
}

/** Reads the `key=value` of a `--set`. Throws `WrongUse`. */
export function assignmentOf(argument: string): Assignment {
  const at = argument.indexOf('=');
  if (at < 1) {
    throw new WrongUse(`--set takes key=value, like hyperparameters.epochs=3, not ${quoted(argument)}.`);
  }
  const key = argument.slice(0, at).trim();
  return { option: `--set ${key}`, key, text: argument.slice(at + 1) };
}

/** What assignments come to, with the types that the schema of tuneset.json wants. Throws `WrongUse`. */
export function trainingOf(assignments: readonly Assignment[]): Training {
  const training: Record<string, unknown> = {};
  const seen = new Map<string, Assignment>();
  for (const assignment of assignments) {
    const { option, key, text } = assignment;
    const before = seen.get(key);
    if (before !== undefined && before.text !== text) {
      throw new WrongUse(`${before.option} and ${option} say different things: leave one of them out.`);
    }
    seen.set(key, assignment);
    put(training, key.split('.'), typed(assignment, leafNamed(key)));
  }
  return trainingSchema.parse(training);
}

function typed({ option, text }: Assignment, leaf: z.ZodType): unknown {
  for (const candidate of readings(text)) {
    const result = leaf.safeParse(candidate);
    if (result.success) {
      return result.data;
    }
  }
  throw new WrongUse(`${printable(option)} takes ${expectationOf(leaf)}, not ${quoted(text)}.`);
}

/** What a text may mean, the likeliest first: the schema takes the first that fits. */
function* readings(text: string): Iterable<unknown> {
  // ".5" and "+1" are numbers to people, though not to JSON.
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    yield Number(text);
  }
  try {
    yield JSON.parse(text);
  } catch {
    // It is no JSON: text, or a list of texts.
  }
  yield text;
  yield text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The schema of one setting. */
function leafNamed(key: string): z.ZodType {
  let schema: z.ZodType = trainingSchema;
  for (const part of key.split('.')) {
    const shape = shapeOf(schema);
    if (shape === undefined || !Object.hasOwn(shape, part)) {
      throw new WrongUse(unknown(key));
    }
    schema = shape[part]!;
  }
  if (shapeOf(schema) !== undefined) {
    const inner = leaves().filter((leaf) => leaf.startsWith(`${key}.`));
    throw new WrongUse(`--set ${key} is a group of settings: ${list(inner)}.`);
  }
  return schema;
}

function unknown(key: string): string {
  const all = leaves();
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  const byName = new Map(all.map((leaf) => [nameOf(leaf), leaf]));
  // The name alone is often right, and its group wrong or left out.
  const near = closest(key, all) ?? byName.get(closest(nameOf(key), byName.keys()) ?? '');
  const hint = near === undefined ? `There are ${list(all)}.` : `Did you mean "${near}"?`;
  return `--set ${quoted(key)}: there is no such setting of a run. ${hint}`;
}

/** All settings, as paths. */
export function leaves(schema: z.ZodType = trainingSchema, above = ''): string[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return shapeOf(inner) === undefined ? [path] : leaves(inner, path);
  });
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

function put(holder: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    holder[key] = value;
  } else {
    holder[key] ??= {};
    put(holder[key] as Record<string, unknown>, rest, value);
  }
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What a setting takes, in words: "a whole number of at least 1". */
function expectationOf(leaf: z.ZodType): string {
  return inWords(z.toJSONSchema(leaf, { io: 'input' }));
}

function inWords(schema: JsonSchema): string {
  if (schema.enum !== undefined) {
    return `one of ${list(schema.enum.map(String))}`;
  }
  if (schema.const !== undefined) {
    return `"${schema.const}"`;
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((branch) => inWords(branch as JsonSchema)).join(' or ');
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return `a ${schema.type === 'integer' ? 'whole number' : 'number'}${limits(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list with commas between';
    case 'null':
      return 'null';
    default:
      return 'text';
  }
}

function limits({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const low =
    minimum !== undefined
      ? ` of at least ${minimum}`
      : exclusiveMinimum !== undefined
        ? ` above ${exclusiveMinimum}`
        : '';
  return maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
    ? low
    : `${low}${low === '' ? ' of' : ' and'} at most ${maximum}`;
}

const longestQuoted = 80;

function quoted(text: string): string {
  return `"${printable(text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text)}"`;
}
