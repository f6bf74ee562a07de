import { describe, expect, test } from 'vitest';
import { chrf } from '../../../../src/evaluation/scorers/chrf.ts';
import { rougeL } from '../../../../src/evaluation/scorers/rouge-l.ts';
import texts from '../../../fixtures/evaluation/texts.json' with { type: 'json' };

/** Equal to the reference implementations within this. */
const within = 9;

test('there are 200 pairs', () => {
  expect(texts.pairs.length).toBeGreaterThanOrEqual(200);
});

describe('equals the reference implementations', () => {
  test.each(texts.pairs.map((pair, index) => [index, pair] as const))('on pair %i', (_, pair) => {
    const { answer, reference } = pair;
    const [precision, recall, f1] = pair.rougeL as [number, number, number];
    const rouge = rougeL(answer, reference);
    // rouge-score gives 0 also where there is nothing to compare.
    expect(rouge.score ?? 0).toBeCloseTo(f1, within);
    if (rouge.score !== null) {
      expect(rouge.details).toEqual({
        precision: expect.closeTo(precision, within),
        recall: expect.closeTo(recall, within),
      });
    }
    const of = (wordOrder: 0 | 2, smoothing: 'effective' | 'epsilon') =>
      chrf(answer, reference, { wordOrder, smoothing }).score;
    expect(of(0, 'effective')).toBeCloseTo(pair.chrf / 100, within);
    expect(of(2, 'effective')).toBeCloseTo(pair['chrf++'] / 100, within);
    expect(of(0, 'epsilon')).toBeCloseTo(pair['chrf eps'] / 100, within);
    expect(of(2, 'epsilon')).toBeCloseTo(pair['chrf++ eps'] / 100, within);
  });
});

test('ROUGE-L can tell nothing where neither text has a word', () => {
  expect(rougeL('您好', '再见')).toEqual({
    score: null,
    details: { problem: expect.stringContaining('a to z') },
  });
  expect(rougeL('hello', '再见').score).toBe(0);
});

test('chrF counts recall more than precision', () => {
  const half = chrf('the cat', 'the cat sat on the mat').score!;
  const double = chrf('the cat sat on the mat', 'the cat').score!;
  expect(double).toBeGreaterThan(half);
});
