import type { z } from 'zod';
import { type JsonObject, typeName, valueAt } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Shape } from '../document/shape.ts';
import type { Format } from './format.ts';

/** A way in which a row breaks its format's schema. */
export type SchemaIssue =
  /** `path` leads to the object that lacks the key. */
  | { readonly kind: 'missing'; readonly path: Path; readonly key: string }
  /** `path` leads to the object that has the key too many. */
  | { readonly kind: 'unknown'; readonly path: Path; readonly key: string; readonly known: readonly string[] }
  | { readonly kind: 'type'; readonly path: Path; readonly expected: string; readonly found: string };

/**
 * Runs rows through their format's zod schema. Schemas speak of keys and types only, so that the verdict on one row
 * holds for every row of its shape: most rows are judged by a look into a map.
 */
export class SchemaValidator {
  readonly #verdicts = new Map<string, readonly SchemaIssue[] | 'by row'>();

  issues(format: Format, shape: Shape, row: JsonObject): readonly SchemaIssue[] {
    const key = `${format.id} ${shape.id}`;
    const verdict = this.#verdicts.get(key);
    if (verdict !== undefined && verdict !== 'by row') {
      return verdict;
    }
    const issues = validate(format, row);
    // Indexes differ between rows of one shape; keys do not.
    const transferable = issues.every((issue) => issue.path.every((step) => typeof step === 'string'));
    this.#verdicts.set(key, transferable ? issues : 'by row');
    return issues;
  }
}

function validate(format: Format, row: JsonObject): readonly SchemaIssue[] {
  const result = format.schema.safeParse(row);
  return result.success ? [] : result.error.issues.flatMap((issue) => convert(issue, [], format, row));
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
    // The branch of the value's own type tells more than "none of these": which element, which key.
    const branch = issue.errors.find((errors) => errors.length > 0 && errors.every((e) => e.path.length > 0));
    if (branch !== undefined) {
      return branch.flatMap((inner) => convert(inner, path, format, row));
    }
  }
  const expected =
    issue.code === 'invalid_type'
      ? withArticle(issue.expected)
      : issue.message.replace(/^Invalid input: /, '');
  return [{ kind: 'type', path, expected, found: typeName(value) }];
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** The keys that a schema knows at a path, to name the one that was probably meant. */
export function knownKeys(schema: unknown, path: Path): readonly string[] {
  let current: ZodNode | undefined = schema as ZodNode;
  for (const step of path) {
    current = unwrap(current);
    current = typeof step === 'number' ? elementOf(current) : current?.shape?.[step];
    if (current === undefined) {
      return [];
    }
  }
  return Object.keys(unwrap(current)?.shape ?? {});
}

/** As much of zod's schema objects as a look-up of keys needs. */
interface ZodNode {
  readonly shape?: Record<string, ZodNode>;
  readonly element?: ZodNode;
  readonly options?: readonly ZodNode[];
  readonly unwrap?: () => ZodNode;
}

function unwrap(node: ZodNode | undefined): ZodNode | undefined {
  let current = node;
  while (current !== undefined && current.element === undefined && typeof current.unwrap === 'function') {
    current = current.unwrap();
  }
  return current;
}

function elementOf(node: ZodNode | undefined): ZodNode | undefined {
  return node?.element ?? node?.options?.map(unwrap).find((option) => option?.element !== undefined)?.element;
}
