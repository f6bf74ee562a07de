import type { CheckReport, Estimate } from '../providers/provider.ts';
import type { Advice } from './advice.ts';

/** What was looked at before a run. It may start when no item is an error, but for those that are overridden by name. */
export interface PreflightReport {
  readonly items: readonly PreflightItem[];
  readonly advice: readonly Advice[];
  readonly estimate: Estimate | undefined;
  readonly environment: CheckReport;
}

export interface PreflightItem {
  /** What overrides it, and what people call it: `problems`, `splits`, `leaks`, `conversion`, `tokens`, `price`, `disk`, `memory`, `environment`, `baseline`, `model`. */
  readonly name: string;
  /** For people: "Problems of the training rows". */
  readonly title: string;
  readonly status: 'ok' | 'note' | 'warning' | 'error';
  readonly message: string;
  readonly advice?: string;
  /** Rows that it is about, the worst first. Lines and columns start at 1; paths are absolute. */
  readonly rows: readonly PreflightRow[];
  /** How many rows there are in all: `rows` is cut to the first 100. */
  readonly rowCount: number;
  /** False where a run makes no sense at all: no name overrides it. */
  readonly overridable?: false;
}

export interface PreflightRow {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code?: string;
  readonly message: string;
}

/** Names of errors that still stand when these are overridden. */
export function blocking(report: PreflightReport, overridden: readonly string[]): readonly PreflightItem[] {
  return report.items.filter(
    (item) => item.status === 'error' && (item.overridable === false || !overridden.includes(item.name)),
  );
}
