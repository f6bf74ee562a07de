import type { z } from 'zod';
import { type JsonObject, valueAt } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Shape } from '../document/shape.ts';
import { allMessages } from './example.ts';
import type { Format } from './format.ts';
import { knownKeys } from './known-keys.ts';

/** A way in which a row breaks its format's schema. */
export type SchemaIssue =
  /** `path` leads to the object that lacks the key. */
  | { readonly kind: 'missing'; readonly path: Path; readonly key: string }
  /** `path` leads to the object that has the key too many. */
  | { readonly kind: 'unknown'; readonly path: Path; readonly key: string; readonly known: readonly string[] }
  /** Both types as a sentence has them: "a list", "null". */
  | { readonly kind: 'type'; readonly path: Path; readonly expected: string; readonly found: string };

interface Verdict {
  readonly format: Format;
  /** The issues of the first row of the shape. */
  readonly issues: readonly SchemaIssue[];
  /** One of each sort, whatever the index. */
  readonly sorts: readonly SchemaIssue[];
  /** Whether the issues are those of every row of the shape: indexes differ between them, keys do not. */
  readonly forAll: boolean;
}

/**
 * Runs rows through their format's zod schema. Schemas speak of keys and types only, so that the verdict on one row
 * holds for every row of its shape: most rows are judged by a look into a map.
 */
export class SchemaValidator {
  readonly #verdicts = new Map<Shape, Verdict>();
  // Several rules ask about one row, one after the other.
  #lastRow: JsonObject | undefined = undefined;
  #lastFormat: Format | undefined = undefined;
  #lastIssues: readonly SchemaIssue[] = [];

  /** Where the row breaks the schema. */
  issues(format: Format, shape: Shape, row: JsonObject): readonly SchemaIssue[] {
    const verdict = this.#verdictOn(format, shape, row);
    if (verdict.forAll) {
      return verdict.issues;
    }
    if (this.#lastRow !== row || this.#lastFormat !== format) {
      this.#lastRow = row;
      this.#lastFormat = format;
      this.#lastIssues = issuesOf(format, row);
    }
    return this.#lastIssues;
  }

  /** What sorts of issues rows of this shape have, without a look at the row: their paths are another row's. */
  sorts(format: Format, shape: Shape, row: JsonObject): readonly SchemaIssue[] {
    return this.#verdictOn(format, shape, row).sorts;
  }

  #verdictOn(format: Format, shape: Shape, row: JsonObject): Verdict {
    let verdict = this.#verdicts.get(shape);
    if (verdict === undefined || verdict.format !== format) {
      const issues = issuesOf(format, row);
      const sorts = [...new Map(issues.map((issue) => [sortOf(issue), issue])).values()];
      const forAll = issues.every((issue) => issue.path.every((step) => typeof step === 'string'));
      verdict = { format, issues, sorts, forAll };
      this.#verdicts.set(shape, verdict);
    }
    return verdict;
  }
}

function sortOf(issue: SchemaIssue): string {
  const path = issue.path.map((step) => (typeof step === 'number' ? 0 : step));
  return JSON.stringify([issue.kind, path, 'key' in issue ? issue.key : issue.found]);
}

/** Where a row breaks a format's schema. */
export function issuesOf(format: Format, row: JsonObject): readonly SchemaIssue[] {
  const result = format.schema.safeParse(row);
  const issues = result.success
    ? []
    : result.error.issues.flatMap((issue) => convert(issue, [], format, row));
  return [...issues, ...missingContent(format, row)];
}

/** Whatever a message may say or do in place of having content. */
const insteadOfContent = ['tool_calls', 'function_call', 'refusal', 'audio'];

/** Chat messages need content unless they call a tool or refuse, which is more than a schema of types can say. */
function missingContent(format: Format, row: JsonObject): SchemaIssue[] {
  return allMessages(format.read(row)).flatMap(({ source, content, contentPath, path }) => {
    const key = contentPath.at(-1);
    const isMissing =
      source !== undefined &&
      content === undefined &&
      key === 'content' &&
      !insteadOfContent.some((other) => says(source[other]));
    return isMissing ? [{ kind: 'missing' as const, path, key }] : [];
  });
}

function says(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

type ZodIssue = z.core.$ZodIssue;

function convert(issue: ZodIssue, parent: Path, format: Format, row: JsonObject): SchemaIssue[] {
  const path = [...parent, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(format.schema, path);
    return issue.keys.map((key) => ({ kind: 'unknown', path, key, known }));
  }
  const value = valueAt(row, path);
  if (value === undefined && path.length > 0) {
    return [{ kind: 'missing', path: path.slice(0, -1), key: String(path.at(-1)) }];
  }
  if (issue.code === 'invalid_union') {
    const branch = bestBranch(issue.errors, value);
    if (branch !== undefined) {
      return branch.flatMap((inner) => convert(inner, path, format, row));
    }
  }
  return [{ kind: 'type', path, expected: expectedBy(issue), found: typePhrase(value) }];
}

/**
 * The alternative of a union that a value was meant to be: one of its own type, and of several the one that it comes
 * nearest to. It tells more than "none of these": which element, which key. Undefined where the type itself is wrong.
 */
function bestBranch(branches: readonly ZodIssue[][], value: unknown): readonly ZodIssue[] | undefined {
  let best: readonly ZodIssue[] | undefined;
  let bestScore = -1;
  for (const branch of branches) {
    const ofItsType = branch.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys');
    const depth = Math.min(...branch.map((issue) => issue.path.length));
    const present = branch.every((issue) => valueAt(value, issue.path as Path) !== undefined);
    const score = depth * 2 + (present ? 1 : 0);
    if (branch.length > 0 && ofItsType && score > bestScore) {
      best = branch;
      bestScore = score;
    }
  }
  return best;
}

/** What the schema wants at an issue, as a sentence has it. */
function expectedBy(issue: ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return typeNames[issue.expected] ?? issue.expected;
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const types = issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectedBy));
    return [types.slice(0, -1).join(', '), ...types.slice(-1)].filter((part) => part !== '').join(' or ');
  }
  return issue.message;
}

/** Types as a sentence has them; people who write data know a list rather than an array. */
const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  null: 'null',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

export function typePhrase(value: unknown): string {
  if (typeof value === 'boolean') {
    return String(value);
  }
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return typeNames[type] ?? 'nothing';
}
