import { commonSubsequence } from '../lcs.ts';
import type { NotScored, Score } from './score.ts';

/** Pairs of words that are compared, which is some two seconds of work. */
const mostWork = 4e9;

export interface RougeDetails {
  readonly precision: number;
  readonly recall: number;
}

/**
 * ROUGE-L: the F1 of the longest common subsequence of words (Lin 2004, https://aclanthology.org/W04-1013), as `rougeL` of
 * rouge-score 0.1.2 with its default tokenizer and no stemmer (https://github.com/google-research/google-research/tree/master/rouge). That tokenizer knows
 * only the letters a to z and digits: in other scripts there are no words, and chrF is what tells. Null where neither text
 * has a word; where one has, 0. Symmetric.
 */
export function rougeL(answer: string, reference: string): Score<RougeDetails | NotScored> {
  const ids = new Map<string, number>();
  const found = wordIds(answer, ids);
  const expected = wordIds(reference, ids);
  if (found.length === 0 && expected.length === 0) {
    return { score: null, details: { problem: 'Neither text has a word of the letters a to z or digits.' } };
  }
  if (found.length * expected.length > mostWork) {
    return { score: null, details: { problem: 'Both texts are too long to be compared word by word.' } };
  }
  if (found.length === 0 || expected.length === 0) {
    return { score: 0, details: { precision: 0, recall: 0 } };
  }
  const common = commonSubsequence(found, expected);
  const precision = common / found.length;
  const recall = common / expected.length;
  const score = common === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { score, details: { precision, recall } };
}

function wordIds(text: string, ids: Map<string, number>): Uint32Array {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return Uint32Array.from(words, (word) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  });
}
