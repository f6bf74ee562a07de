import * as z from 'zod';
import { closest, configurationSchema } from '../language/index.ts';

/** Where a configuration is not what it should be: a path in it, whether its key is meant, and what to say. */
export interface Fault {
  readonly at: readonly PropertyKey[];
  readonly key: boolean;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Turns the schema's issues into sentences that say what was found, what is expected, and the nearest right name. */
export function faultsOf(issues: readonly Issue[], value: unknown): Fault[] {
  // Elements of a list are taken out by their index: from the back, so that the others keep theirs.
  return issues.flatMap((issue) => faults(issue, [], value)).reverse();
}

function faults(issue: Issue, above: readonly PropertyKey[], root: unknown): Fault[] {
  const at = [...above, ...issue.path];
  const found = valueAt(root, at);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        at: [...at, key],
        key: true,
        message: unknownKey(key, at),
      }));
    case 'invalid_union':
      return branchOf(issue.errors, found).flatMap((inner) => faults(inner, at, root));
    case 'invalid_value':
      return [{ at, key: false, message: unknownValue(found, issue.values.map(String), at) }];
    case 'invalid_type':
      return [
        {
          at,
          key: false,
          message: `${named(at)} is ${kindOf(found)}; ${expected(issue.expected)} is expected.`,
        },
      ];
    case 'too_small':
    case 'too_big':
      return [{ at, key: false, message: `${named(at)} is ${limit(issue, found)}` }];
    default:
      return [{ at, key: false, message: `${named(at)}: ${issue.message}.` }];
  }
}

/** What is wrong with a number that is out of its range, or with a list that has too few elements. */
function limit(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, found: unknown): string {
  if (typeof found !== 'number') {
    return 'empty; at least one is expected.';
  }
  const [bound, side] = issue.code === 'too_small' ? [issue.minimum, 'least'] : [issue.maximum, 'most'];
  const range = issue.inclusive
    ? `at ${side} ${bound}`
    : `${side === 'least' ? 'more' : 'less'} than ${bound}`;
  return `${found}; ${range} is expected.`;
}

/** Of one value or a list of them, what was meant is what was written. */
function branchOf(errors: readonly (readonly Issue[])[], found: unknown): readonly Issue[] {
  const isList = (issue: Issue) => issue.code === 'invalid_type' && issue.expected === 'array';
  const list = Array.isArray(found);
  return (
    errors.find((branch) => branch.some((issue) => issue.path.length > 0 || isList(issue)) === list) ?? []
  );
}

function unknownKey(key: string, at: readonly PropertyKey[]): string {
  const known = keysAt(at);
  const what =
    at[0] === 'rules'
      ? 'no rule and no family of rules'
      : `no key of ${at.length === 0 ? 'tuneset.json' : named(at)}`;
  const near = closest(key, known);
  // All codes would be a page; what is near enough to be meant is not.
  const help =
    near !== undefined
      ? `Did you mean "${near}"?`
      : at[0] === 'rules'
        ? '`tuneset rules` lists them.'
        : `There are ${list(known)}.`;
  return `${quoted(key)} is ${what}. ${help}`;
}

function unknownValue(found: unknown, known: readonly string[], at: readonly PropertyKey[]): string {
  const what =
    at[0] === 'target' ? 'no target' : at[0] === 'rules' ? 'no severity' : `not possible for ${named(at)}`;
  const near = typeof found === 'string' ? closest(found, known) : undefined;
  const shown =
    typeof found === 'string' ? quoted(found) : `${kindOf(found)[0]!.toUpperCase()}${kindOf(found).slice(1)}`;
  return `${shown} is ${what}. ${near === undefined ? `There are ${list(known)}.` : `Did you mean "${near}"?`}`;
}

/** The keys that the schema knows at a path. */
function keysAt(at: readonly PropertyKey[]): string[] {
  let schema: unknown = configurationSchema;
  for (const key of at) {
    schema = schema instanceof z.ZodObject ? (schema.shape as Record<PropertyKey, unknown>)[key] : undefined;
    while (schema instanceof z.ZodOptional) {
      schema = schema.unwrap();
    }
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function valueAt(root: unknown, at: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of at) {
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  }
  return value;
}

function named(at: readonly PropertyKey[]): string {
  return at.length === 0 ? 'The configuration' : `"${at.map(String).join('.')}"`;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  const kinds: Record<string, string> = { string: 'text', object: 'an object', boolean: 'true or false' };
  return kinds[typeof value] ?? `a ${typeof value}`;
}

function expected(type: string): string {
  const types: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'an object',
    boolean: 'true or false',
    number: 'a number',
    int: 'a whole number',
  };
  return types[type] ?? type;
}

const longestQuoted = 60;

function quoted(text: string): string {
  return JSON.stringify(text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text);
}

function list(names: readonly string[]): string {
  const all = names.filter((name) => !name.startsWith('$')).map((name) => `"${name}"`);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}
