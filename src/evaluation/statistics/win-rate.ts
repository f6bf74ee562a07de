import { type Interval, usualConfidence } from './interval.ts';
import { signTest } from './sign-test.ts';
import { wilson } from './wilson.ts';

export type Winner = 'base' | 'tuned' | 'tie';

export interface WinRate {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  readonly rows: number;
  /** The tuned model's wins and half of the ties, of all rows; null without rows. */
  readonly rate: number | null;
  /** The Wilson interval of the rate: with ties a little wider than it had to be, for a half varies less than 0 and 1. */
  readonly interval: Interval;
  /** The sign test of wins against losses. */
  readonly p: number;
}

/** How often the tuned model's answer is the better one. A tie is half a win, as in MT-Bench's "adjusted win rate". */
export function winRate(winners: Iterable<Winner>, confidence = usualConfidence): WinRate {
  const counts = { base: 0, tuned: 0, tie: 0 };
  for (const winner of winners) {
    counts[winner]++;
  }
  const rows = counts.base + counts.tuned + counts.tie;
  const won = counts.tuned + counts.tie / 2;
  return {
    wins: counts.tuned,
    losses: counts.base,
    ties: counts.tie,
    rows,
    rate: rows === 0 ? null : won / rows,
    interval: wilson(won, rows, confidence),
    p: signTest(counts.tuned, counts.base),
  };
}
