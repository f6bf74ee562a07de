import * as z from 'zod';
import { plain } from '../driver-stream.ts';
import { ProviderError } from '../provider.ts';
import type { CommandResult } from '../python/command.ts';
import { jsonIn } from './json-output.ts';

/** What went wrong with a command of the CLI. */
export class AnyscaleError extends ProviderError {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export type FailureKind =
  /** There is no executable: nothing was run. */
  | 'missing'
  /** The account doesn't let us. */
  | 'unauthorized'
  /** What was asked about isn't there. */
  | 'not-found'
  /** The service said no. */
  | 'refused'
  /** No answer, or it was ended before there was one: what was asked for may have happened. */
  | 'unclear';

/** With `--json` errors come in this shape, on the other output: `anyscale/errors.py`, 0.26.112. */
const envelope = z.object({
  error: z.object({ code: z.string().nullish(), message: z.string(), resolution: z.string().nullish() }),
});

/** Exit codes of the CLI: `ExitCode` in `anyscale/errors.py`. Older ones give 1 for everything. */
const exit = { infrastructure: 2, timeout: 3, auth: 4 } as const;

export function failureOf(what: string, executable: string, result: CommandResult): AnyscaleError {
  if (result.error) {
    return new AnyscaleError(
      'missing',
      `The program \`${executable}\` can't be started (${result.error.code ?? result.error.message}). Install it with \`pip install anyscale\`, or set where it is.`,
    );
  }
  if (result.code === null) {
    return new AnyscaleError(
      'unclear',
      `\`${executable}\` was ended before it could ${what}${result.timedOut ? ': it took too long' : ''}.`,
    );
  }
  const told = envelope.safeParse(jsonIn(result.stderr));
  const error = told.success ? told.data.error : undefined;
  const message =
    error?.message ?? lastLine(result.stderr) ?? lastLine(result.stdout) ?? `exit code ${result.code}`;
  const kind = kindOf(result.code, error?.code ?? undefined, message);
  const advice =
    kind === 'unauthorized'
      ? ' Log in with `anyscale login`, or set ANYSCALE_CLI_TOKEN: in a terminal as a variable, in the editor as the key of that name.'
      : error?.resolution
        ? ` ${error.resolution}`
        : '';
  return new AnyscaleError(
    kind,
    `Anyscale couldn't ${what}: ${message.slice(0, 1000).toWellFormed()}${advice}`,
  );
}

function kindOf(code: number, word: string | undefined, message: string): FailureKind {
  if (
    code === exit.auth ||
    word?.startsWith('auth_') ||
    /\b401\b|\b403\b|unauthori[sz]ed|not logged in|anyscale login/i.test(message)
  ) {
    return 'unauthorized';
  }
  if (word === 'resource_not_found' || /\b404\b|not found|does(n't| not) exist/i.test(message)) {
    return 'not-found';
  }
  if (
    code === exit.infrastructure ||
    code === exit.timeout ||
    /time[d ]?-?out|connection|unavailable|\b5\d\d\b/i.test(message)
  ) {
    return 'unclear';
  }
  return 'refused';
}

/** Of a traceback or a log: the last line that says something. */
function lastLine(text: string): string | undefined {
  return text
    .split(/\r?\n/)
    .map((line) => plain(line).trim())
    .findLast((line) => /\w/.test(line));
}
