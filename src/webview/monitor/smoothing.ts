/**
 * The exponential moving average of a curve, freed of the bias towards zero that it begins with: what TensorBoard and
 * Weights & Biases draw at the same weight, so that curves can be compared by eye.
 * `weight` is 0 (as it is) up to, not including, 1. A null is a gap: it stays one, and the average goes on behind it.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) {
    return [...values];
  }
  let average = 0;
  // weight ** count underflows to 0 after some thousand values, which is right: no bias is left by then.
  let bias = 1;
  return values.map((value) => {
    if (value === null) {
      return null;
    }
    average = average * weight + (1 - weight) * value;
    bias *= weight;
    return average / (1 - bias);
  });
}
