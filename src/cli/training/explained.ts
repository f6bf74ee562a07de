import { printable } from '../../workspace/printable.ts';
import { UnreadableFile } from '../../workspace/read.ts';
import { exitCodes, type Io, WrongUse } from '../io.ts';

/** Errors whose message says what a person can do, by what they mean for the exit code. */
const codes: Readonly<Record<string, number>> = {
  PlanError: exitCodes.wrongUse,
  UnreadableFile: exitCodes.wrongUse,
  ProviderError: exitCodes.problems,
  RunError: exitCodes.problems,
  LedgerError: exitCodes.problems,
};

/** Does something about runs; what a person can act on is printed, and becomes the exit code. */
export async function explained(io: Io, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof WrongUse || !Object.hasOwn(codes, error.name)) {
      throw error;
    }
    const file = error instanceof UnreadableFile ? `${error.path}: ` : '';
    await io.stderr.write(`${`${file}${error.message}`.split('\n').map(printable).join('\n')}\n`);
    return codes[error.name]!;
  }
}
