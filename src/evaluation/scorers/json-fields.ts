import { type CompareOptions, type Comparison, compareJson } from '../json/compare.ts';
import { findJson } from '../json/find.ts';
import type { NotScored, Score } from './score.ts';

export interface FieldsDetails {
  /** Where the answer's JSON was found: the whole answer, a code block, among prose. */
  readonly how: 'whole' | 'fence' | 'inside';
  readonly comparison: Comparison;
}

/**
 * JSON field by field: the share of fields that are right, of all that the reference or the answer has; what a field is
 * says `compareJson`. So 1 means the same data, and a field too many costs as much as one too few (the Jaccard index of the
 * two sets of path and value, but that a wrong value counts once). Symmetric. JSON in a code block or among prose is found:
 * whether that is allowed is what `jsonValidity` says. An answer without JSON has 0; null where the reference has none.
 */
export function jsonFields(
  answer: string,
  reference: string,
  options: CompareOptions = {},
): Score<FieldsDetails | NotScored> {
  const expected = findJson(reference);
  if (expected.how === 'none') {
    return { score: null, details: { problem: `The reference is no JSON: ${expected.problem}` } };
  }
  const found = findJson(answer);
  if (found.how === 'none') {
    return { score: 0, details: { problem: `The answer is no JSON: ${found.problem}` } };
  }
  const comparison = compareJson(found.value, expected.value, options);
  return { score: rightShare(comparison), details: { how: found.how, comparison } };
}

/** The share of fields that are right, of all that either side has. */
export function rightShare({ right, wrong, missing, extra }: Comparison): number {
  return right / Math.max(1, right + wrong + missing + extra);
}
