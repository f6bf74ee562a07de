import path from 'node:path';
import type { CheckReport, Estimate, TrainingProvider } from '../../providers/provider.ts';
import type { Machine } from '../analysis/machine.ts';
import type { ModelFacts } from '../analysis/model-facts.ts';
import type { Analysis } from '../analysis.ts';
import type { RunPlan } from '../plan.ts';
import type { PreflightItem, PreflightRow } from '../preflight-report.ts';

/** All that checks look at, gathered beforehand: a check does nothing but judge. */
export interface Inspection {
  readonly plan: RunPlan;
  readonly analysis: Analysis;
  readonly provider: Pick<TrainingProvider, 'id' | 'title' | 'capabilities'>;
  readonly environment: CheckReport;
  /** Undefined where the provider could not say. */
  readonly estimate: Estimate | undefined;
  readonly model: ModelFacts;
  readonly machine: Machine;
  /** Of the disk that holds the root; undefined where the system does not tell. */
  readonly freeBytes: number | undefined;
  /** Evaluations of the base model that were found, absolute. */
  readonly baselines: readonly string[];
}

export interface Check {
  readonly name: string;
  readonly title: string;
  readonly judge: (inspection: Inspection) => Verdict;
}

export interface Verdict extends Pick<PreflightItem, 'status' | 'message'> {
  readonly advice?: string;
  readonly rows?: readonly PreflightRow[];
  /** Of all rows, where more than `rows` has. */
  readonly rowCount?: number;
  readonly overridable?: false;
}

const mostRows = 100;

export function itemOf({ name, title, judge }: Check, inspection: Inspection): PreflightItem {
  const { rows = [], rowCount = rows.length, ...verdict } = judge(inspection);
  return { name, title, ...verdict, rows: rows.slice(0, mostRows), rowCount };
}

/** "1 row", "12 rows", with thousands set apart. */
export function counted(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function numberText(number: number): string {
  return number.toLocaleString('en-US');
}

export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (100 * part) / whole;
  return `${share > 0 && share < 1 ? '<1' : Math.round(share)} %`;
}

/** A file as it is called beside the root, as messages name it. */
export function shownFile({ root }: RunPlan, file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith('..') ? file : relative;
}

/** The absolute path of a file that a record names from the root. */
export function absolute({ root }: RunPlan, name: string): string {
  return path.resolve(root, name);
}
