import type { CoverageEntry, Severity, Split } from '../language/index.ts';

/** What a check found out about one file: plain data, so that it can cross from a worker. */
export interface FileReport {
  /** Absolute, or a name for what came from no file. */
  readonly path: string;
  readonly split: Split | undefined;
  /** Undefined where the rows look like nothing known. */
  readonly format: string | undefined;
  readonly rows: number;
  /** In file order. */
  readonly problems: readonly ProblemReport[];
  /** Problems by code. */
  readonly counts: Readonly<Record<string, number>>;
  /** Estimates. */
  readonly tokens: { readonly total: number; readonly trained: number };
  /** Empty for held-out and general files: what is not trained on covers nothing. */
  readonly coverage: readonly CoverageEntry[];
}

/** Lines and columns start at 1; columns count UTF-16 units; ends are exclusive. */
export interface ProblemReport {
  readonly code: string;
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly related: readonly RelatedReport[];
  readonly fix: 'safe' | 'suggested' | 'none';
  /** The row around the problem; only where it was asked for. */
  readonly excerpt?: Excerpt;
  /** Names the problem wherever its row moves to; only where it was asked for. */
  readonly fingerprint?: string;
}

export interface RelatedReport {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
}

/** As much of a row as fits a terminal, safe to print. */
export interface Excerpt {
  readonly text: string;
  /** Terminal columns before the underlined part, and of it. */
  readonly before: number;
  readonly width: number;
}
