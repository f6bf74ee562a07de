import { isObject, type JsonObject, valueAt } from '../../document/json.ts';
import { keyAt } from '../../document/place.ts';
import type { Format } from '../../formats/format.ts';
import type { SchemaIssue } from '../../formats/validate.ts';
import { type Demand, demandsFor, type Effect, fateOf, losesRow, type Target } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { meantBy, misspellingOf, renaming } from './misspelling.ts';
import { isInTools, subjectOf } from './words.ts';

type UnknownIssue = SchemaIssue & { kind: 'unknown' };

/** A key that the format does not know: a misspelling, or one too many for the target. */
export const unknownKey: ObjectRule = {
  code: 'schema.unknown-key',
  title: 'Unknown key',
  severity: 'warning',
  scope: 'row',
  on: 'object',
  check({ format, value, text, targets, sortsOfIssues, schemaIssues }, report) {
    const sorts = sortsOfIssues();
    if (format === undefined || sorts.length === 0) {
      return;
    }
    const demands = demandsFor(targets, 'unknownKeys').filter((demand) => losesRow([demand]));
    // Keys of one's own (an id, a source, a difficulty) are nobody's business but the target's.
    if (!sorts.some((issue) => issue.kind === 'unknown' && (demands.length > 0 || looksMisspelt(issue)))) {
      return;
    }
    const issues = schemaIssues();
    const misspelt = new Set(
      issues.flatMap((issue) => {
        const key = issue.kind === 'missing' ? misspellingOf(issue, value, format) : undefined;
        return key === undefined ? [] : [JSON.stringify([...issue.path, key])];
      }),
    );
    for (const issue of issues) {
      // What schema.missing-key shows as the misspelling of a key that is missing is not shown twice.
      if (
        issue.kind === 'unknown' &&
        !isInTools(issue.path) &&
        !misspelt.has(JSON.stringify([...issue.path, issue.key]))
      ) {
        const against = demands.filter(({ target }) => !isRowKey(issue, target));
        const finding = findingOf(issue, value, text, format, against);
        if (finding !== undefined) {
          report(finding);
        }
      }
    }
  },
};

/** Whether the target has a use of its own for the key of a row. */
function isRowKey({ path, key }: UnknownIssue, { requires }: Target): boolean {
  return path.length === 0 && requires.rowKeys?.value.includes(key) === true;
}

function findingOf(
  issue: UnknownIssue,
  row: JsonObject,
  text: string,
  format: Format,
  demands: readonly Demand<Effect>[],
): Finding | undefined {
  const path = [...issue.path, issue.key];
  const meant = meantIn(issue, row);
  const severity = demands.some(({ value }) => value === 'rejects') ? 'error' : 'warning';
  if (demands.length > 0) {
    const guess = meant === undefined ? 'Remove it.' : `Did you mean ${quoted(meant)}?`;
    return {
      place: keyAt(...path),
      severity,
      message: `${subjectOf(issue.path)} has the key ${quoted(issue.key)}, which ${format.title} does not know: the row is ${fateOf(demands)}. ${guess}`,
      fix: meant === undefined ? undefined : renaming(text, path, meant, format),
    };
  }
  if (meant === undefined) {
    return undefined;
  }
  return {
    place: keyAt(...path),
    message: `${format.title} has no key ${quoted(issue.key)}, so its value is never read. Did you mean ${quoted(meant)}?`,
    fix: renaming(text, path, meant, format),
  };
}

/** The known key that an unknown one misspells, where the object does not have that one as well. */
export function meantIn(issue: UnknownIssue, row: JsonObject): string | undefined {
  const object = valueAt(row, issue.path);
  if (!isObject(object) || !looksMisspelt(issue)) {
    return undefined;
  }
  return meantBy(
    issue.key,
    issue.known.filter((key) => !Object.hasOwn(object, key)),
  );
}

/** How many keys are remembered of one place; where there are more, they are data. */
const mostRemembered = 1000;

const misspellings = new WeakMap<readonly string[], Map<string, boolean>>();

/** Asked for row after row about the same few keys. */
function looksMisspelt({ key, known }: UnknownIssue): boolean {
  const remembered = misspellings.get(known) ?? new Map<string, boolean>();
  misspellings.set(known, remembered);
  let looks = remembered.get(key);
  if (looks === undefined) {
    looks = meantBy(key, known) !== undefined;
    if (remembered.size < mostRemembered) {
      remembered.set(key, looks);
    }
  }
  return looks;
}
