/** A run can't be planned: the message says what is missing or wrong, where, and what to do. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}
