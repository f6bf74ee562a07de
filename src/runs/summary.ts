import type { RunState } from '../providers/observation.ts';
import type { RunRecord } from './record.ts';

/** How a run stands: its record, and its events folded into one. Plain data. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** Absolute: the folder that holds `.tuneset`. */
  readonly root: string;
  readonly record: RunRecord;
  readonly state: RunState;
  /** What the last state said. */
  readonly message: string | undefined;
  readonly attempt: number;
  /** ISO 8601; when the first attempt began and, where the run is over, when it ended. */
  readonly started: string | undefined;
  readonly ended: string | undefined;
  readonly step: number;
  readonly steps: number | undefined;
  readonly epoch: number | undefined;
  /** Estimated from the pace so far; undefined while nothing can be said. */
  readonly secondsLeft: number | undefined;
  /** The latest value of each metric. */
  readonly latest: Readonly<Record<string, number | null>>;
  /** Some 30 values of the training loss, evenly over the steps: for a sparkline. */
  readonly losses: readonly number[];
  readonly checkpoints: readonly { readonly step: number; readonly path: string }[];
  readonly artifacts: readonly { readonly kind: string; readonly location: string }[];
  readonly problems: readonly {
    readonly severity: 'error' | 'warning';
    readonly message: string;
    readonly advice?: string;
    readonly row?: { readonly path: string; readonly line: number };
  }[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** Whether this process follows the run, another one does, or none. */
  readonly followed: 'here' | 'elsewhere' | 'no';
  /** Its record can't be read: `message` says why, the state is `unknown`, and what `record` says means nothing. */
  readonly broken?: true;
  /** Whether it ended early and has a checkpoint to go on from. */
  readonly resumable: boolean;
}
