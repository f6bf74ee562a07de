/** What the two sides of a webview say to each other: the one contract between them, and nothing but types and plain data. */

/** A run as its monitor shows it. */
export interface RunView {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly method: string;
  readonly baseModel: string;
  readonly state: string;
  readonly message: string | undefined;
  readonly final: boolean;
  readonly attempt: number;
  /** ISO 8601. */
  readonly created: string;
  readonly started: string | undefined;
  readonly ended: string | undefined;
  readonly step: number;
  readonly steps: number | undefined;
  readonly epoch: number | undefined;
  readonly secondsLeft: number | undefined;
  readonly latest: Readonly<Record<string, number | null>>;
  readonly checkpoints: readonly { readonly step: number; readonly path: string }[];
  readonly artifacts: readonly { readonly kind: string; readonly location: string }[];
  readonly problems: readonly ProblemView[];
  /** Settings and facts of the run in groups, as text: "Learning rate" → "0.0002". */
  readonly details: readonly {
    readonly title: string;
    readonly entries: readonly (readonly [string, string])[];
  }[];
  /** What can be done now. */
  readonly actions: readonly RunAction[];
}

export interface ProblemView {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly advice?: string;
  /** `path` is as people read it, from the run's root. */
  readonly row?: { readonly path: string; readonly line: number };
}

export type RunAction = 'cancel' | 'resume' | 'rerun' | 'openLog' | 'reveal' | 'copyCommand';

/** Metrics of a run by step, in columns of equal length; null where a step has no such value. Steps rise. */
export interface Series {
  readonly steps: readonly number[];
  /** Seconds since 1970, one a step. */
  readonly times: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface LogLine {
  readonly time: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

export type ToMonitor =
  /** Everything the monitor can choose from, newest first, whenever something changed. `focus` is the run it is about. */
  | { readonly type: 'runs'; readonly runs: readonly RunView[]; readonly focus: string }
  /** The metrics of a run from its beginning; sent for runs that were asked for. */
  | { readonly type: 'series'; readonly id: string; readonly series: Series }
  /** Metrics that came since. */
  | { readonly type: 'points'; readonly id: string; readonly series: Series }
  /** Log lines; `from` is the number of the first of them, and 0 starts anew. */
  | { readonly type: 'log'; readonly id: string; readonly from: number; readonly lines: readonly LogLine[] }
  | { readonly type: 'error'; readonly message: string };

export type FromMonitor =
  | { readonly type: 'ready' }
  /** The runs whose curves are shown together. */
  | { readonly type: 'show'; readonly ids: readonly string[] }
  | { readonly type: 'action'; readonly id: string; readonly action: RunAction }
  | { readonly type: 'openRow'; readonly id: string; readonly path: string; readonly line: number };
