import { describe, expect, test } from 'vitest';
import { conclude, type Outcome } from '../../../../src/evaluation/statistics/conclusion.ts';

describe('what may be said of a difference', () => {
  test.each<[number, number | null, [number, number] | null, Outcome, RegExp, number | undefined]>([
    [
      100,
      0.2,
      [0.1, 0.3],
      'better',
      /^The difference is \+0\.200 \(95 % interval: \+0\.100 to \+0\.300\) on 100 rows\.$/,
      undefined,
    ],
    [100, -0.2, [-0.3, -0.1], 'worse', /^The difference is −0\.200/, undefined],
    [
      100,
      0.1,
      [-0.1, 0.3],
      'not enough rows',
      /^Not enough rows to tell: the difference .* holds zero\. About 400 rows would tell/,
      400,
    ],
    [100, 0.1, [0, 0.2], 'not enough rows', /holds zero/, 101],
    [100, 0.001, [-0.2, 0.2], 'not enough rows', /holds zero\.$/, undefined],
    [100, 0, [-0.2, 0.2], 'not enough rows', /holds zero\.$/, undefined],
    [12, 0.5, [0.4, 0.6], 'not enough rows', /fewer than 20 rows/, 20],
    [1, 1, [1, 1], 'not enough rows', /on 1 row\)?\./, 20],
    [50, 0, [0, 0], 'same', /^Both score the same on 50 rows/, undefined],
    [0, null, null, 'not enough rows', /No row has a score on both sides/, undefined],
    [40, 1, [1, 1], 'better', /\+1\.000/, undefined],
  ])('%d rows, %j in %j', (rows, difference, bounds, outcome, reason, rowsNeeded) => {
    const interval = bounds && { low: bounds[0], high: bounds[1] };
    const conclusion = conclude({ rows, difference, interval, confidence: 0.95 });
    expect(conclusion.outcome).toBe(outcome);
    expect(conclusion.reason).toMatch(reason);
    expect(conclusion.rowsNeeded).toBe(rowsNeeded);
  });

  test('a difference too small to show is not shown as less than nothing', () => {
    const { reason } = conclude({
      rows: 30,
      difference: -0.0001,
      interval: { low: -0.2, high: 0.2 },
      confidence: 0.999,
    });
    expect(reason).toContain('the difference is +0.000 (99.9 % interval');
  });
});
