/** A range that a true value lies in with the confidence asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What comparisons use unless told otherwise. */
export const usualConfidence = 0.95;

/** Throws a RangeError for what is no share strictly between 0 and 1, as 95 instead of 0.95. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence is between 0 and 1, like 0.95; this is ${confidence}.`);
  }
}
