import { checkConfidence, type Interval, usualConfidence } from './interval.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * The Wilson score interval of a share (Wilson 1927, https://doi.org/10.2307/2276774), as statsmodels'
 * `proportion_confint(method="wilson")`. It stays within 0 and 1 and is sensible for few rows and for none or all of them.
 * `successes` may be halves (ties). With no rows: 0 to 1. Throws a RangeError for counts that can't be.
 */
export function wilson(successes: number, rows: number, confidence = usualConfidence): Interval {
  checkConfidence(confidence);
  if (!(rows >= 0 && successes >= 0 && successes <= rows)) {
    throw new RangeError(`${successes} of ${rows} is no share.`);
  }
  if (rows === 0) {
    return { low: 0, high: 1 };
  }
  const z = -normalQuantile((1 - confidence) / 2);
  const share = successes / rows;
  const whole = 1 + z ** 2 / rows;
  const centre = (share + z ** 2 / (2 * rows)) / whole;
  const reach = (z * Math.sqrt((share * (1 - share)) / rows + z ** 2 / (4 * rows ** 2))) / whole;
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
