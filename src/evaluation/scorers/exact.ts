import { type Difference, firstDifference } from '../../language/similarity/text-difference.ts';
import type { Score } from './score.ts';

export interface ExactDetails {
  /** Where the answer first differs: offsets into the answer (`a`) and the reference (`b`). */
  readonly difference: Difference | undefined;
}

/**
 * Exact match: 1 where the answer is the reference, character for character, 0 elsewhere. The `exact_match` of Hugging
 * Face's evaluate without any of its options (https://huggingface.co/spaces/evaluate-metric/exact_match). Symmetric.
 */
export function exact(answer: string, reference: string): Score<ExactDetails> {
  const difference = firstDifference(answer, reference);
  return { score: answer === reference ? 1 : 0, details: { difference } };
}
