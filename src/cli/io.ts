/** What the command line has of the outside: given to it, so that tests can stand in for it. */
export interface Io {
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Paths are taken from here and shown as seen from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks a person; gives the line they typed, or undefined where they gave none. Absent where nobody could answer. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** Calls back each time the person wants an end (Ctrl+C), which does then nothing else. Gives what undoes it. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

export interface Output {
  /** Resolved once there is room for more. */
  readonly write: (text: string) => Promise<void>;
  readonly isTerminal: boolean;
  /** Of a terminal, as wide as it is now. */
  readonly columns?: () => number;
}

/** `problems`: also a training run that was not started, failed or was cancelled. */
export const exitCodes = { clean: 0, problems: 1, wrongUse: 2 } as const;

/** Something the user must put right. Its message is all that is printed, and the exit code is 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** The conventions that most command lines share: https://no-color.org and https://force-color.org. */
export function wantsColors(output: Output, env: Io['env'], asked: boolean): boolean {
  if (!asked || env.NO_COLOR) {
    return false;
  }
  return output.isTerminal ? env.TERM !== 'dumb' : env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
}
