/** A value for a hyperparameter that the data speaks for. It is offered, never applied unasked. */
export interface Advice {
  /** Where it is in `training`: `hyperparameters.learningRate`. */
  readonly parameter: string;
  readonly current: unknown;
  readonly suggested: unknown;
  /** Why, with the figures of this very data. */
  readonly reason: string;
  /** The page behind it. */
  readonly source: string;
}
