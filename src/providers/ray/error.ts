import { ProviderError } from '../provider.ts';

/** What a cluster answered, or that it didn't. */
export class RayError extends ProviderError {
  readonly kind: RayErrorKind;

  constructor(kind: RayErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export type RayErrorKind =
  /** No answer: the request may have arrived or not. */
  | 'unreachable'
  /** The token is missing or wrong. */
  | 'unauthorized'
  /** Ray itself failed to do it. */
  | 'failed'
  /** What answered isn't a Ray dashboard. */
  | 'not-ray';

/**
 * Ray's errors are tracebacks as plain text, one inside the other. What is for people is the last line that says more
 * than a dot: `ValueError: Job with … already exists.`
 */
export function lastLineOf(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const said = lines.findLast((line) => /\w/.test(line)) ?? '';
  return said.length > 500 ? `${said.slice(0, 500).toWellFormed()}…` : said;
}
