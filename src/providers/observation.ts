/**
 * What is seen of a run while it trains, in one shape for every provider. `time` is an ISO 8601 moment. `cursor` names
 * the place in the provider's own stream after which to go on: observing again from it repeats nothing and misses nothing.
 */
export type Observation = { readonly time: string; readonly cursor?: Cursor } & Seen;

/** Opaque to all but the provider that made it. */
export type Cursor = string;

export type Seen =
  | StateSeen
  | ProgressSeen
  | MetricSeen
  | CheckpointSeen
  | CheckpointRemovedSeen
  | LogSeen
  | ProblemSeen
  | ArtifactSeen
  | FactsSeen;

export interface StateSeen {
  readonly type: 'state';
  readonly state: RunState;
  readonly message?: string;
}

/** Steps of the optimizer. `steps` is how many there will be, where that is known. */
export interface ProgressSeen {
  readonly type: 'progress';
  readonly step: number;
  readonly steps?: number;
  readonly epoch?: number;
}

/** Numbers by their trainer's names: `loss`, `eval_loss`, `learning_rate`, `grad_norm`, …; null for NaN and infinity. */
export interface MetricSeen {
  readonly type: 'metric';
  readonly step: number;
  readonly epoch?: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** From where training can go on. `path` is relative to the run's folder, or an address elsewhere. */
export interface CheckpointSeen {
  readonly type: 'checkpoint';
  readonly step: number;
  readonly path: string;
}

/** Newer ones took its place: training can't go on from it any more. `path` as it was told. */
export interface CheckpointRemovedSeen {
  readonly type: 'checkpoint-removed';
  readonly path: string;
}

export interface LogSeen {
  readonly type: 'log';
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Something a person should look at. `row` is the line of the source file, from 1. */
export interface ProblemSeen {
  readonly type: 'problem';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly advice?: string;
  readonly row?: { readonly path: string; readonly line: number };
}

/** What a run made. `location` is relative to the run's folder, or an address, or a model's id at the provider. */
export interface ArtifactSeen {
  readonly type: 'artifact';
  readonly kind: 'adapter' | 'model' | 'remote-model';
  readonly location: string;
  readonly files?: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** What the training runs on: versions, devices, parameter counts. Shown as they are. */
export interface FactsSeen {
  readonly type: 'facts';
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Open: a provider may say a word that is not listed, and it is shown as it is.
 * `interrupted`: ended without a result, but it can be resumed from a checkpoint.
 */
export type RunState = (typeof knownStates)[number] | (string & {});

export const knownStates = [
  'starting',
  'queued',
  'preparing',
  'running',
  'saving',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'unknown',
] as const;

const finalStates: ReadonlySet<string> = new Set([
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'unknown',
]);

/** Whether nothing more is to come unless a person does something. */
export function isFinal(state: RunState): boolean {
  return finalStates.has(state);
}
