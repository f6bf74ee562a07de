import { describe, expect, test } from 'vitest';
import { bootstrapMean } from '../../../../src/evaluation/statistics/bootstrap.ts';
import { normalQuantile } from '../../../../src/evaluation/statistics/normal-quantile.ts';
import { signTest } from '../../../../src/evaluation/statistics/sign-test.ts';
import { wilson } from '../../../../src/evaluation/statistics/wilson.ts';
import fixtures from '../../../fixtures/evaluation/statistics.json' with { type: 'json' };

type Three = [number, number, number];

describe('equals SciPy and statsmodels', () => {
  test.each(fixtures.wilson as [...Three, number, number][])(
    'Wilson: %d of %d at %d',
    (successes, rows, confidence, low, high) => {
      const interval = wilson(successes, rows, confidence);
      expect(interval.low).toBeCloseTo(low, 9);
      expect(interval.high).toBeCloseTo(high, 9);
    },
  );

  test.each(fixtures.normalQuantile as [number, number][])('the normal quantile of %d', (share, z) => {
    expect(normalQuantile(share)).toBeCloseTo(z, 9);
  });

  test.each(fixtures.signTest as Three[])('the sign test of %d and %d', (wins, losses, p) => {
    expect(signTest(wins, losses)).toBeCloseTo(p, 9);
  });

  test.each(fixtures.bootstrap.map((set, index) => [index, set] as const))(
    'the bootstrap, with the same draws: %i',
    (_, set) => {
      const draws = set.draws.values();
      const { resamples, confidence } = set;
      const { mean, interval } = bootstrapMean(set.values, {
        resamples,
        confidence,
        draw: () => draws.next().value!,
      });
      expect(draws.next().done).toBe(true);
      expect(mean).toBeCloseTo(set.mean, 9);
      expect(interval?.low).toBeCloseTo(set.interval[0]!, 9);
      expect(interval?.high).toBeCloseTo(set.interval[1]!, 9);
    },
  );

  test("the bootstrap is near SciPy's with draws of its own", () => {
    const { values, interval } = fixtures.largeBootstrap;
    for (const seed of [0, 1, 2, 12_345_678_901]) {
      const own = bootstrapMean(values, { seed }).interval!;
      // The interval is 0.12 wide; a bound varies by about 0.001 from seed to seed.
      expect(Math.abs(own.low - interval[0]!)).toBeLessThan(0.006);
      expect(Math.abs(own.high - interval[1]!)).toBeLessThan(0.006);
    }
  });
});
