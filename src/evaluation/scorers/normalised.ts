import { type NormalForm, normalForm } from '../normal-form.ts';
import type { Score } from './score.ts';

export interface NormalisedDetails {
  /** Both texts as they were compared. */
  readonly answer: string;
  readonly reference: string;
}

/**
 * Normalised match: 1 where both texts have the same normal form, 0 elsewhere. In the spirit of SQuAD's `normalize_answer`
 * (Rajpurkar et al. 2016, https://aclanthology.org/D16-1264; evaluate-v1.1.py), but for all of Unicode, and with signs and
 * decimal points kept: SQuAD takes 1.5 for 15. Symmetric.
 */
export function normalised(
  answer: string,
  reference: string,
  options: NormalForm = {},
): Score<NormalisedDetails> {
  const details = { answer: normalForm(answer, options), reference: normalForm(reference, options) };
  return { score: details.answer === details.reference ? 1 : 0, details };
}
