import { findJson, type NoJson } from '../json/find.ts';
import type { Score } from './score.ts';

export interface ValidityOptions {
  /** Whether JSON in a Markdown code block or among prose counts. Default: no, for a program could not read it. */
  readonly lenient?: boolean;
}

export interface ValidityDetails {
  /** Where JSON was found: the whole answer, a code block, among prose, nowhere. */
  readonly how: 'whole' | 'fence' | 'inside' | 'none';
  /** What the parser says where there is none. */
  readonly problem: string | undefined;
}

/**
 * JSON validity: 1 where the answer is one JSON text (RFC 8259, as `JSON.parse` reads it: no NaN, no trailing comma), 0
 * elsewhere. The reference does not matter. Nested deeper than 500 levels counts as broken.
 */
export function jsonValidity(
  answer: string,
  _reference = '',
  { lenient = false }: ValidityOptions = {},
): Score<ValidityDetails> {
  const found = findJson(answer);
  const valid = found.how === 'whole' || (lenient && found.how !== 'none');
  return { score: valid ? 1 : 0, details: { how: found.how, problem: problemOf(found) } };
}

function problemOf(found: { readonly how: string } | NoJson): string | undefined {
  return 'problem' in found ? found.problem : undefined;
}
