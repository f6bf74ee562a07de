import { closest, distance } from '../../closest.ts';
import { applyEdits } from '../../document/apply.ts';
import { isObject, type JsonObject, parseRow, valueAt } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { renameKey } from '../../document/surgery.ts';
import type { Format } from '../../formats/format.ts';
import { knownKeys } from '../../formats/known-keys.ts';
import { issuesOf, type SchemaIssue } from '../../formats/validate.ts';
import type { Fix } from '../problem.ts';

export type MissingIssue = SchemaIssue & { kind: 'missing' };

/**
 * The key that was probably meant by another. Short words are near each other by chance ("lane", "name"): they must at
 * least begin alike.
 */
export function meantBy(key: string, candidates: readonly string[]): string | undefined {
  const found = closest(key, candidates);
  const likely = key.length > 4 || found?.[0]?.toLowerCase() === key[0]?.toLowerCase();
  return likely ? found : undefined;
}

/** The key that an object has in place of the one it lacks: a misspelling of it. */
export function misspellingOf(issue: MissingIssue, row: JsonObject, format: Format): string | undefined {
  const object = valueAt(row, issue.path);
  if (!isObject(object)) {
    return undefined;
  }
  const known = knownKeys(format.schema, issue.path);
  const strange = Object.keys(object).filter((key) => !known.includes(key));
  return strange.find((key) => meantBy(key, [issue.key]) !== undefined);
}

/** Gives a key its right name; safe where there can be no doubt that this is what it was meant to be. */
export function renaming(text: string, path: Path, right: string, format: Format): Fix {
  const wrong = String(path.at(-1));
  const sure = distance(wrong.toLowerCase(), right.toLowerCase()) <= 2 && fits(text, path, right, format);
  return {
    title: `Rename the key to "${right}"`,
    safety: sure ? 'safe' : 'suggested',
    change: (row) => ({ kind: 'columns', edits: renameKey(row.text, path, right) }),
  };
}

/** Whether the value is one that the schema takes under the right name. */
function fits(text: string, path: Path, right: string, format: Format): boolean {
  const { text: renamed } = applyEdits(text, renameKey(text, path, right));
  const row = parse(renamed);
  const place = [...path.slice(0, -1), right];
  return (
    isObject(row) &&
    valueAt(row, place) !== undefined &&
    !issuesOf(format, row).some((issue) => place.every((step, index) => issue.path[index] === step))
  );
}

function parse(text: string): unknown {
  try {
    return parseRow(text);
  } catch {
    return undefined;
  }
}
