import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapMean, pairedBootstrap } from '../../../../src/evaluation/statistics/bootstrap.ts';
import { normalQuantile } from '../../../../src/evaluation/statistics/normal-quantile.ts';
import { seededDraw } from '../../../../src/evaluation/statistics/random.ts';
import { signTest } from '../../../../src/evaluation/statistics/sign-test.ts';
import { lengthTags, slicesOf } from '../../../../src/evaluation/statistics/slices.ts';
import { wilson } from '../../../../src/evaluation/statistics/wilson.ts';
import { winRate } from '../../../../src/evaluation/statistics/win-rate.ts';

describe('the Wilson interval', () => {
  test('holds the share, within 0 and 1, and narrows with more rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, part) => {
          const successes = Math.round(rows * part);
          const { low, high } = wilson(successes, rows);
          expect(
            low >= 0 && high <= 1 && low <= successes / rows + 1e-12 && high >= successes / rows - 1e-12,
          ).toBe(true);
          const more = wilson(successes * 4, rows * 4);
          expect(more.high - more.low).toBeLessThan(high - low);
        },
      ),
    );
  });

  test('says nothing without rows, and refuses what can not be', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => wilson(3, 2)).toThrow('3 of 2 is no share');
    expect(() => wilson(Number.NaN, 2)).toThrow(RangeError);
    expect(() => wilson(1, 2, 95)).toThrow('like 0.95; this is 95');
  });

  test('the quantile has its ends', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
  });
});

test('a win rate counts a tie as half a win', () => {
  const rate = winRate(['tuned', 'tuned', 'tuned', 'base', 'tie', 'tie']);
  expect(rate).toMatchObject({
    wins: 3,
    losses: 1,
    ties: 2,
    rows: 6,
    rate: 4 / 6,
    interval: wilson(4, 6),
    p: 0.625,
  });
  expect(winRate([])).toMatchObject({ rows: 0, rate: null, interval: { low: 0, high: 1 }, p: 1 });
  expect(signTest(0, 0)).toBe(1);
});

describe('the bootstrap', () => {
  const scores = fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 1, maxLength: 30 });
  const few = { resamples: 200 };

  test('gives the same for the same seed, and other intervals for others', () => {
    const values = Array.from({ length: 50 }, (_, index) => Math.sin(index));
    const of = (seed: number) => bootstrapMean(values, { ...few, seed }).interval;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    expect(of(1)).not.toEqual(of(1 + 2 ** 32));
  });

  test('stays within the values, and what is always the same has no width', () => {
    fc.assert(
      fc.property(scores, fc.integer(), (values, seed) => {
        const { interval } = bootstrapMean(values, { ...few, seed });
        expect(interval!.low).toBeLessThanOrEqual(interval!.high);
        expect(interval!.low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(interval!.high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
    expect(bootstrapMean([0.5, 0.5, 0.5], few)).toEqual({
      rows: 3,
      mean: 0.5,
      interval: { low: 0.5, high: 0.5 },
    });
  });

  test('of the models exchanged is the same with the other sign', () => {
    fc.assert(
      fc.property(scores, (base) => {
        const tuned = [...base].reverse();
        const [there, back] = [pairedBootstrap(base, tuned, few), pairedBootstrap(tuned, base, few)];
        expect(there.mean).toBeCloseTo(-back.mean!, 12);
        expect(there.interval!.low).toBeCloseTo(-back.interval!.high, 12);
      }),
    );
  });

  test('leaves out rows that have no score on one side', () => {
    expect(pairedBootstrap([0, null, 1, 0.5], [1, 1, null, 0.5], few)).toMatchObject({
      rows: 2,
      leftOut: 2,
      base: 0.25,
      tuned: 0.75,
      mean: 0.5,
    });
    expect(pairedBootstrap([null], [1])).toMatchObject({
      rows: 0,
      mean: null,
      interval: null,
      base: null,
      leftOut: 1,
    });
  });

  test('refuses what can not be', () => {
    expect(() => pairedBootstrap([1], [])).toThrow('1 scores of the base model and 0 of the tuned');
    expect(() => bootstrapMean([1], { resamples: 0 })).toThrow('from 1 to 1,000,000');
    expect(() => bootstrapMean([1], { confidence: 1 })).toThrow('between 0 and 1');
  });

  test('ten thousand resamples of a thousand rows come to an end', () => {
    const { interval } = bootstrapMean(Array.from({ length: 1_000 }, (_, index) => index % 2));
    expect(interval!.low).toBeCloseTo(0.469, 2);
    expect(interval!.high).toBeCloseTo(0.531, 2);
  });

  test('draws evenly', () => {
    const draw = seededDraw(3);
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 100_000; index++) {
      counts[draw(10)]!++;
    }
    // Chi-squared with 9 degrees of freedom: above 33.7 once in 10,000 seeds, and the seed is fixed.
    const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(33.7);
  });
});

describe('slices', () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({
    base: 0.5 + (index % 2) / 10,
    tuned: index % 3 === 0 ? 0.1 : 0.9,
    tags: { label: [index % 3 === 0 ? 'refund' : 'other'], all: ['x'], one: index === 0 ? ['only'] : [] },
  }));

  test('where it got worse comes first; single rows and the whole are none', () => {
    const { slices, confidence, unlisted } = slicesOf(rows, { resamples: 1_000 });
    expect(
      slices.map(({ kind, value, rows: found, conclusion }) => [
        kind,
        value,
        found.length,
        conclusion.outcome,
      ]),
    ).toEqual([
      ['label', 'refund', 40, 'worse'],
      ['label', 'other', 80, 'better'],
    ]);
    expect(confidence).toBeCloseTo(0.975, 12);
    expect(unlisted).toBe(0);
    expect(slices[0]?.rows.slice(0, 3)).toEqual([0, 3, 6]);
  });

  test('of very many only the largest are looked at', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      base: 0,
      tuned: 1,
      tags: { word: [`w${index % 100}`] },
    }));
    expect(slicesOf(many, { resamples: 10 })).toMatchObject({ unlisted: 50, slices: { length: 50 } });
    expect(slicesOf([])).toEqual({ slices: [], confidence: 0.95, unlisted: 0 });
  });

  test('a tag twice is one, and any name may be a tag', () => {
    const odd = [
      { base: 0, tuned: 1, tags: { ['__proto__']: ['constructor', 'constructor'] } },
      { base: null, tuned: 1, tags: { ['__proto__']: ['constructor'] } },
      { base: 0, tuned: 1, tags: {} },
    ];
    const { slices } = slicesOf(odd, { resamples: 10 });
    expect(slices.map(({ kind, value, rows: found }) => [kind, value, found])).toEqual([
      ['__proto__', 'constructor', [0, 1]],
    ]);
  });

  test('lengths in thirds', () => {
    expect(lengthTags([10, 500, 20, 60, 1000, 50])).toEqual([
      'short',
      'long',
      'short',
      'medium',
      'long',
      'medium',
    ]);
    expect(lengthTags([7, 7, 7])).toEqual(['long', 'long', 'long']);
    expect(lengthTags([])).toEqual([]);
  });
});
