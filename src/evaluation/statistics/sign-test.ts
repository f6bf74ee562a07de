/**
 * The exact sign test: how likely wins and losses as far apart as these, or farther, are if both are as likely (two-sided;
 * ties left out). For answers that are right or wrong it is McNemar's exact test. As `scipy.stats.binomtest(wins, wins +
 * losses)`. 1 where there are neither. Counts are whole numbers.
 */
export function signTest(wins: number, losses: number): number {
  const rows = wins + losses;
  const fewer = Math.min(wins, losses);
  if (wins === losses) {
    return 1;
  }
  // The logarithm of how likely exactly `fewer` is; the rest of the tail by ratios, from the largest term down.
  let log = -rows * Math.LN2;
  for (let index = 1; index <= fewer; index++) {
    log += Math.log((rows - fewer + index) / index);
  }
  let sum = 1;
  let term = 1;
  for (let count = fewer; count > 0 && term > 1e-18; count--) {
    term *= count / (rows - count + 1);
    sum += term;
  }
  return Math.min(1, 2 * Math.exp(log) * sum);
}
