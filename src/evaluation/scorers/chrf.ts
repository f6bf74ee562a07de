import type { NotScored, Score } from './score.ts';

const characterOrder = 6;
const beta = 2;
const epsilon = 1e-16;

/** Characters of the shorter text: its n-grams are held in memory, one order at a time. */
const longest = 1_000_000;

export interface ChrfOptions {
  /** n-grams of words beside those of characters: 0 is chrF, 2 is chrF++. Default: 0. */
  readonly wordOrder?: 0 | 1 | 2;
  /**
   * What of orders that a text is too short for. `effective`, sacreBLEU's default: they don't count. `epsilon`
   * (`eps_smoothing=True`, as chrF++.py, NLTK and Moses): they count as next to nothing, so that "yes" for "yes" has 0.5.
   */
  readonly smoothing?: 'effective' | 'epsilon';
}

export interface ChrfDetails {
  /** Means over the orders that both texts are long enough for. */
  readonly precision: number;
  readonly recall: number;
}

/**
 * chrF and chrF++: the F-score of n-grams of characters, white space left out, recall counting twice as much as precision
 * (Popović 2015, https://aclanthology.org/W15-3049, and 2017, https://aclanthology.org/W17-4770), as `sentence_chrf` of
 * sacreBLEU 2.6.0, divided by 100 (https://github.com/mjpost/sacrebleu). Null only for two texts of a million characters.
 */
export function chrf(
  answer: string,
  reference: string,
  { wordOrder = 0, smoothing = 'effective' }: ChrfOptions = {},
): Score<ChrfDetails | NotScored> {
  const left = charactersOf(answer);
  const right = charactersOf(reference);
  if (Math.min(left.length, right.length) > longest) {
    return { score: null, details: { problem: `Both texts are longer than ${longest} characters.` } };
  }
  const orders: Order[] = [];
  for (let order = 1; order <= characterOrder; order++) {
    orders.push(orderOf(left, right, order));
  }
  if (wordOrder > 0) {
    const words = [wordsOf(answer), wordsOf(reference)] as const;
    for (let order = 1; order <= wordOrder; order++) {
      orders.push(orderOf(...words, order));
    }
  }
  return fScore(orders, smoothing);
}

interface Order {
  readonly answer: number;
  readonly reference: number;
  readonly both: number;
}

/** Things of which some that follow each other make an n-gram. */
interface Units {
  readonly length: number;
  gram(start: number, order: number): string;
}

function charactersOf(text: string): Units {
  const joined = pythonWords(text).join('');
  const starts: number[] = [];
  for (let at = 0; at < joined.length; at += joined.codePointAt(at)! > 0xffff ? 2 : 1) {
    starts.push(at);
  }
  return {
    length: starts.length,
    gram: (start, order) => joined.slice(starts[start], starts[start + order] ?? joined.length),
  };
}

/** Words with the punctuation at their end, or else at their beginning, as words of their own. */
function wordsOf(text: string): Units {
  const words = pythonWords(text).flatMap((word) => {
    if (word.length === 1) {
      return [word];
    }
    if (isPunctuation(word.at(-1)!)) {
      return [word.slice(0, -1), word.at(-1)!];
    }
    return isPunctuation(word[0]!) ? [word[0]!, word.slice(1)] : [word];
  });
  return { length: words.length, gram: (start, order) => words.slice(start, start + order).join(' ') };
}

/** Python's `str.split()`, which takes the separators U+001C to U+001F for white space, and U+FEFF not. */
function pythonWords(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python splits at them
  return text.split(/[\x1c-\x1f\p{White_Space}]+/u).filter((word) => word !== '');
}

function isPunctuation(character: string): boolean {
  return /[!-/:-@[-`{-~]/.test(character);
}

/** Counts one order; the n-grams of the shorter text are kept, those of the longer looked up. */
function orderOf(answer: Units, reference: Units, order: number): Order {
  const [short, long] = answer.length < reference.length ? [answer, reference] : [reference, answer];
  const left = new Map<string, number>();
  for (let at = 0; at + order <= short.length; at++) {
    const gram = short.gram(at, order);
    left.set(gram, (left.get(gram) ?? 0) + 1);
  }
  let both = 0;
  for (let at = 0; left.size > 0 && at + order <= long.length; at++) {
    const gram = long.gram(at, order);
    const count = left.get(gram);
    if (count !== undefined) {
      both++;
      if (count === 1) {
        left.delete(gram);
      } else {
        left.set(gram, count - 1);
      }
    }
  }
  const inReference = Math.max(0, reference.length - order + 1);
  // As sacreBLEU has it: what the reference is too short for is not held against the answer.
  const inAnswer = inReference === 0 ? 0 : Math.max(0, answer.length - order + 1);
  return { answer: inAnswer, reference: inReference, both };
}

function fScore(orders: readonly Order[], smoothing: 'effective' | 'epsilon'): Score<ChrfDetails> {
  const factor = beta ** 2;
  let smoothed = 0;
  let precision = 0;
  let recall = 0;
  let effective = 0;
  for (const order of orders) {
    const p = order.answer > 0 ? order.both / order.answer : epsilon;
    const r = order.reference > 0 ? order.both / order.reference : epsilon;
    const whole = factor * p + r;
    smoothed += whole > 0 ? ((1 + factor) * p * r) / whole : epsilon;
    if (order.answer > 0 && order.reference > 0) {
      precision += p;
      recall += r;
      effective++;
    }
  }
  const details = { precision: precision / Math.max(1, effective), recall: recall / Math.max(1, effective) };
  const whole = factor * details.precision + details.recall;
  const plain = whole > 0 ? ((1 + factor) * details.precision * details.recall) / whole : 0;
  return { score: Math.min(1, smoothing === 'epsilon' ? smoothed / orders.length : plain), details };
}
