import { type Json, valueAt } from '../../document/json.ts';
import { at, keyAt, openingAt, type Path, type Place } from '../../document/place.ts';
import { quoted } from '../../words.ts';
import type { ObjectRule } from '../rule.ts';
import { isInTools, subjectOf } from './words.ts';

const longestShown = 40;

/** A value of a type that the format does not take there. */
export const wrongType: ObjectRule = {
  code: 'schema.wrong-type',
  title: 'Wrong type',
  severity: 'error',
  scope: 'row',
  on: 'object',
  check({ format, value, sortsOfIssues, schemaIssues }, report) {
    if (format === undefined || !sortsOfIssues().some((issue) => issue.kind === 'type')) {
      return;
    }
    for (const issue of schemaIssues()) {
      if (issue.kind === 'type' && !isInTools(issue.path)) {
        report({
          place: placeOf(issue.path, valueAt(value, issue.path) as Json | undefined),
          message: `${subjectOf(issue.path)} is ${issue.found}, where ${format.title} wants ${issue.expected}${whereIn(issue.path)}. Trainers reject the row.`,
        });
      }
    }
  },
};

/** The value itself where it is short, else the key, or the beginning of an element that has none. */
export function placeOf(path: Path, value: Json | undefined): Place {
  const isLong =
    typeof value === 'string' ? value.length > longestShown : typeof value === 'object' && value !== null;
  if (!isLong) {
    return at(...path);
  }
  if (typeof path.at(-1) === 'string') {
    return keyAt(...path);
  }
  return typeof value === 'string' ? { path, span: [0, longestShown] } : openingAt(...path);
}

/** Names the list that a bare element stands in. */
function whereIn(path: Path): string {
  const list = path.findLast((step) => typeof step === 'string');
  return typeof path.at(-1) === 'number' && list !== undefined ? ` in ${quoted(list)}` : '';
}
