import type { Interval } from './interval.ts';

/** Fewer rows give intervals that are too narrow: a resample of few rows knows few values. */
export const fewestRows = 20;

export type Outcome = 'better' | 'worse' | 'not enough rows' | 'same';

export interface Conclusion {
  readonly outcome: Outcome;
  /** One or two sentences for people: what holds, or why nothing can be said. */
  readonly reason: string;
  /** About how many rows would tell, if the difference stays as it is; undefined where that says nothing. */
  readonly rowsNeeded: number | undefined;
}

export interface Measured {
  readonly rows: number;
  /** The difference of the means, or how far a win rate is from one half; null without rows. */
  readonly difference: number | null;
  /** Its interval. */
  readonly interval: Interval | null;
  readonly confidence: number;
}

/**
 * What a difference allows to be said. Better or worse only if there are at least 20 rows and the interval excludes zero;
 * otherwise there are not enough rows to tell, and the reason says which of the two it was. That is not "no difference":
 * `same` is said only where no row differs.
 */
export function conclude({ rows, difference, interval, confidence }: Measured): Conclusion {
  if (difference === null || interval === null) {
    return { outcome: 'not enough rows', reason: 'No row has a score on both sides.', rowsNeeded: undefined };
  }
  const range = `${signed(interval.low)} to ${signed(interval.high)}`;
  const said = `The difference is ${signed(difference)} (${percent(confidence)} interval: ${range}) on ${rows} ${rows === 1 ? 'row' : 'rows'}.`;
  if (rows < fewestRows) {
    return {
      outcome: 'not enough rows',
      reason: `Not enough rows to tell: ${said.replace(/^The/, 'the')} With fewer than ${fewestRows} rows the interval itself can't be trusted.`,
      rowsNeeded: Math.max(fewestRows, needed(rows, difference, interval) ?? fewestRows),
    };
  }
  if (interval.low === 0 && interval.high === 0) {
    return { outcome: 'same', reason: `Both score the same on ${rows} rows.`, rowsNeeded: undefined };
  }
  if (interval.low > 0 || interval.high < 0) {
    const outcome = interval.low > 0 ? 'better' : 'worse';
    return { outcome, reason: said, rowsNeeded: undefined };
  }
  const rowsNeeded = needed(rows, difference, interval);
  const more =
    rowsNeeded === undefined ? '' : ` About ${rowsNeeded} rows would tell, if the difference stays as it is.`;
  return {
    outcome: 'not enough rows',
    reason: `Not enough rows to tell: ${said.replace(/^The/, 'the')} The interval holds zero.${more}`,
    rowsNeeded,
  };
}

/** An interval narrows with the root of the rows; beyond a hundred times as many it says nothing. */
function needed(rows: number, difference: number, { low, high }: Interval): number | undefined {
  const half = (high - low) / 2;
  if (difference === 0 || half === 0) {
    return undefined;
  }
  const factor = (half / Math.abs(difference)) ** 2;
  const exact = rows * factor;
  if (factor > 100) {
    return undefined;
  }
  // Two digits: it is a guess.
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, exact))) - 1);
  return Math.max(rows + 1, Math.ceil(exact / step) * step);
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

function percent(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`;
}
