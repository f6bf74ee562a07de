import type { Observation } from '../providers/observation.ts';
import type { Handle } from '../providers/provider.ts';

/** A line of `events.jsonl`. `seq` counts from 1 without gaps; `attempt` is the start that the event belongs to. */
export type RunEvent = { readonly seq: number; readonly attempt: number } & (Observation | LedgerEntry);

/** What Tuneset itself notes of a run. */
export type LedgerEntry = { readonly time: string } & (
  | AttemptNoted
  | StartedNoted
  | ReconciledNoted
  | CancelNoted
);

/** Flushed before the provider is asked to start: after a crash it tells what may have been started. */
export interface AttemptNoted {
  readonly type: 'attempt';
  readonly token: string;
  readonly resumeFrom?: string;
}

/** The provider has it. */
export interface StartedNoted {
  readonly type: 'started';
  readonly handle: Handle;
}

/** What was found out after a crash between asking and being answered. */
export interface ReconciledNoted {
  readonly type: 'reconciled';
  readonly outcome: 'found' | 'absent' | 'unknown';
}

/** A person asked for the end. */
export interface CancelNoted {
  readonly type: 'cancel-requested';
}
