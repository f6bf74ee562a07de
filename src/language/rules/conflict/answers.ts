import type { CheckedRow } from '../../facts/facts.ts';
import type { Indexes } from '../../facts/indexes.ts';
import { type Claim, claimOf } from './claim.ts';
import { type Contradiction, contradiction } from './contradiction.ts';

/** A row that answers a prompt otherwise than an earlier row does. */
export interface OtherAnswer {
  readonly row: CheckedRow;
  /** The row it contradicts, or else the first with the prompt. */
  readonly earlier: CheckedRow;
  /** Undefined where both answers may be right. */
  readonly contradiction: Contradiction | undefined;
}

/** Later answers are held against so many earlier ones that contradict none. */
const mostCompared = 8;

/**
 * Every row whose prompt was answered otherwise before, once. Copies, which duplicate.exact reports, are none.
 * `conflict.answer` speaks of those that contradict an earlier row, `duplicate.prompt` of the others: so no two rules
 * speak of one row.
 */
export function* otherAnswers(indexes: Indexes): Iterable<OtherAnswer> {
  for (const group of indexes.prompts.crowded()) {
    yield* otherAnswersIn(group);
  }
}

function* otherAnswersIn(group: readonly CheckedRow[]): Iterable<OtherAnswer> {
  const known: { row: CheckedRow; claim: Claim }[] = [];
  const meanings = new Set<number>();
  let first: CheckedRow | undefined;
  for (const row of group) {
    const meaning = row.facts?.example?.fingerprints.meaning;
    if (meaning === undefined || meanings.has(meaning)) {
      continue;
    }
    const claim = claimOf(row);
    if (claim === undefined) {
      continue;
    }
    meanings.add(meaning);
    const found = firstContradiction(known, claim);
    if (first === undefined) {
      first = row;
    } else {
      yield { row, earlier: first, contradiction: undefined, ...found };
    }
    // Who agrees with the first is not blamed for contradicting the second, which is blamed already.
    if (found === undefined && known.length < mostCompared) {
      known.push({ row, claim });
    }
  }
}

function firstContradiction(
  known: readonly { readonly row: CheckedRow; readonly claim: Claim }[],
  claim: Claim,
): Pick<OtherAnswer, 'earlier' | 'contradiction'> | undefined {
  for (const earlier of known) {
    const found = contradiction(earlier.claim, claim);
    if (found !== undefined) {
      return { earlier: earlier.row, contradiction: found };
    }
  }
  return undefined;
}
