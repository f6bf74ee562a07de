import { checkConfidence, type Interval, usualConfidence } from './interval.ts';
import { type Draw, seededDraw } from './random.ts';

export interface BootstrapOptions {
  readonly confidence?: number;
  /** How many datasets are drawn. Default: 10,000. */
  readonly resamples?: number;
  /** The same seed gives the same interval. Default: 0. */
  readonly seed?: number;
  /** Where the numbers come from, if not from the seed. */
  readonly draw?: Draw;
}

export interface Estimate {
  readonly rows: number;
  /** Null without rows. */
  readonly mean: number | null;
  readonly interval: Interval | null;
}

export interface PairedEstimate extends Estimate {
  /** Means of the rows that both have a score for. */
  readonly base: number | null;
  readonly tuned: number | null;
  /** Rows left out because one or both have no score. */
  readonly leftOut: number;
}

/**
 * A mean with its percentile bootstrap interval (Efron 1979): rows are drawn with replacement, as many as there are, and
 * the interval is what the middle of the means lies in. As `scipy.stats.bootstrap(method="percentile")` for the same draws;
 * percentiles are interpolated linearly, as NumPy does.
 */
export function bootstrapMean(values: readonly number[], options: BootstrapOptions = {}): Estimate {
  const { confidence = usualConfidence, resamples = 10_000, seed = 0, draw = seededDraw(seed) } = options;
  checkConfidence(confidence);
  if (!(Number.isInteger(resamples) && resamples > 0 && resamples <= 1_000_000)) {
    throw new RangeError(`Resamples are a whole number from 1 to 1,000,000; this is ${resamples}.`);
  }
  const rows = values.length;
  if (rows === 0) {
    return { rows, mean: null, interval: null };
  }
  const source = Float64Array.from(values);
  const means = new Float64Array(resamples);
  for (let index = 0; index < resamples; index++) {
    let sum = 0;
    for (let drawn = 0; drawn < rows; drawn++) {
      sum += source[draw(rows)]!;
    }
    means[index] = sum / rows;
  }
  means.sort();
  const tail = (1 - confidence) / 2;
  const interval = { low: quantile(means, tail), high: quantile(means, 1 - tail) };
  return { rows, mean: meanOf(values), interval };
}

/**
 * How much higher the tuned model scores than the base model, over rows that both have a score for: the mean of the rows'
 * differences, with its bootstrap interval. Pairing takes out how hard the rows are (Koehn 2004,
 * https://aclanthology.org/W04-3250). Throws a RangeError where the lists have not the same length.
 */
export function pairedBootstrap(
  base: readonly (number | null)[],
  tuned: readonly (number | null)[],
  options: BootstrapOptions = {},
): PairedEstimate {
  if (base.length !== tuned.length) {
    throw new RangeError(
      `There are ${base.length} scores of the base model and ${tuned.length} of the tuned.`,
    );
  }
  const pairs: [number, number][] = [];
  for (const [index, left] of base.entries()) {
    const right = tuned[index]!;
    if (left !== null && right !== null) {
      pairs.push([left, right]);
    }
  }
  return {
    ...bootstrapMean(
      pairs.map(([left, right]) => right - left),
      options,
    ),
    base: meanOf(pairs.map(([left]) => left)),
    tuned: meanOf(pairs.map(([, right]) => right)),
    leftOut: base.length - pairs.length,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of sorted values, the one that a share of `q` lies below. */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
