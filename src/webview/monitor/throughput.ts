import type { Series } from '../protocol.ts';

/** How fast a run trains, from its latest rows. */
export interface Throughput {
  readonly stepsPerSecond: number;
  /** Where the trainer counts tokens. */
  readonly tokensPerSecond: number | undefined;
}

/** Rows that are looked at: enough to even out a slow validation, few enough to follow. */
const window = 20;

/**
 * The usual pace between neighbouring rows: the median, so that a pause (a validation, a resumed run's break) doesn't count.
 * Undefined while less than two rows are there.
 */
export function throughput(series: Series): Throughput | undefined {
  const rows = loggedRows(series).slice(-window - 1);
  const tokens = series.values.num_tokens;
  const steps: number[] = [];
  const counted: number[] = [];
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before === undefined) {
      continue;
    }
    const seconds = series.times[row]! - series.times[before]!;
    if (seconds <= 0) {
      continue;
    }
    steps.push((series.steps[row]! - series.steps[before]!) / seconds);
    const [now, then] = [tokens?.[row] ?? null, tokens?.[before] ?? null];
    if (now !== null && then !== null && now > then) {
      counted.push((now - then) / seconds);
    }
  }
  const pace = median(steps);
  return pace === undefined ? undefined : { stepsPerSecond: pace, tokensPerSecond: median(counted) };
}

/** Rows of training, where those of validation stand between: their loss, where it is logged, tells. */
function loggedRows(series: Series): number[] {
  const loss = series.values.loss;
  const rows = [...series.steps.keys()];
  return loss ? rows.filter((row) => loss[row] !== null) : rows;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
