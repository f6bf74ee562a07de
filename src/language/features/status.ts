import type { Dataset } from '../checking/dataset.ts';

/** A file at a glance, for a status line. */
export interface Status {
  /** For people; undefined where rows look like nothing known. */
  readonly format: string | undefined;
  readonly targets: readonly string[];
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  /** Informations and hints. */
  readonly infos: number;
  /** Rows that are still to be checked: until there are none, the other numbers grow. */
  readonly pending: number;
  /** Estimated. */
  readonly tokens: { readonly total: number; readonly trained: number };
}

export function status(dataset: Dataset): Status {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const problem of dataset.problems()) {
    counts[problem.severity]++;
  }
  const tokens = { total: 0, trained: 0 };
  for (const { facts } of dataset.rows) {
    if (facts?.example !== undefined) {
      tokens.total += facts.example.tokens.total;
      tokens.trained += facts.example.tokens.trained;
    }
  }
  return {
    format: dataset.format?.title,
    targets: dataset.options.targets.map((target) => target.title),
    rows: dataset.rowCount,
    errors: counts.error,
    warnings: counts.warning,
    infos: counts.info + counts.hint,
    pending: dataset.pending,
    tokens,
  };
}
