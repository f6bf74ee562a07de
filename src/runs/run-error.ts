/** What was asked for can't be done with a run now. The message is for people. */
export class RunError extends Error {
  override readonly name = 'RunError';
}
