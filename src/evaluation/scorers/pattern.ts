import type { NotScored, Score } from './score.ts';

/** A text of this length is searched at once by any pattern that does not backtrack wildly. */
const longest = 20_000;
const longestPattern = 2_000;

export interface PatternOptions {
  /** From `readPattern`. The user's own: never one that a dataset or a model brought along. */
  readonly pattern: RegExp;
  /**
   * `matches` (default): the answer has to match. `extracts`: what the pattern finds last in the answer has to be what it
   * finds last in the reference; its first group where it has one, without white space around it.
   */
  readonly mode?: 'matches' | 'extracts';
}

export interface PatternDetails {
  /** What was found; undefined where nothing was. */
  readonly found: string | undefined;
  readonly expected: string | undefined;
}

/** A pattern as a person writes it, with its flags; the problem where it is none. */
export function readPattern(
  source: string,
  flags = 'u',
): { readonly pattern: RegExp } | { readonly problem: string } {
  if (source.length > longestPattern) {
    return { problem: `The pattern is longer than ${longestPattern} characters.` };
  }
  if (/[gy]/.test(flags)) {
    return { problem: 'The flags g and y mean nothing here: leave them out.' };
  }
  try {
    return { pattern: new RegExp(source, flags) };
  } catch (error) {
    return { problem: String((error as Error).message).slice(0, 300) };
  }
}

/**
 * Regular expression: 1 where the answer matches, or where the same is extracted from it as from the reference (as
 * lm-evaluation-harness does for "#### 42"); 0 elsewhere. Null where nothing can be extracted from the reference. Only
 * texts of up to 20,000 characters are searched: a longer answer has 0, a longer reference null. That keeps the time of
 * ordinary patterns linear; one like `(a+)+$` can still take forever, so whoever offers this to people runs it where it can
 * be stopped.
 */
export function pattern(
  answer: string,
  reference: string,
  { pattern: asked, mode = 'matches' }: PatternOptions,
): Score<PatternDetails | NotScored> {
  if (mode === 'extracts' && reference.length > longest) {
    return { score: null, details: { problem: `The reference is longer than ${longest} characters.` } };
  }
  const expected = mode === 'extracts' ? extract(reference, asked) : undefined;
  if (mode === 'extracts' && expected === undefined) {
    return { score: null, details: { problem: 'The pattern finds nothing in the reference.' } };
  }
  if (answer.length > longest) {
    return { score: 0, details: { problem: `The answer is longer than ${longest} characters.` } };
  }
  const found = mode === 'extracts' ? extract(answer, asked) : asked.exec(answer)?.[0];
  const right = mode === 'extracts' ? found === expected : found !== undefined;
  return { score: right ? 1 : 0, details: { found, expected } };
}

function extract(text: string, asked: RegExp): string | undefined {
  let last: RegExpMatchArray | undefined;
  for (const match of text.matchAll(new RegExp(asked.source, `${asked.flags.replace(/[gy]/g, '')}g`))) {
    last = match;
  }
  return last === undefined ? undefined : (last[1] ?? last[0]).trim();
}
