import type { RunEvent } from '../../runs/event.ts';
import type { RunSummary } from '../../runs/summary.ts';

/** Tells of a run that is followed. */
export interface RunReporter {
  /** An event of the run, in order; `run` is how it stands. */
  readonly event: (event: RunEvent, run: RunSummary | undefined) => Promise<void>;
  /** Something that the command itself has to say. */
  readonly note: (text: string) => Promise<void>;
  /** What the run has come to; undefined where it is left to itself. */
  readonly end: (run: RunSummary | undefined) => Promise<void>;
}
