import { type CoverageEntry, rank, type Severity, severities, type TargetId } from '../../language/index.ts';
import type { UnreadableFile } from '../../workspace/read.ts';
import type { FileReport } from '../../workspace/report.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export type ReportFormat = (typeof formats)[number];

/** All that a check has to say. */
export interface CheckReport {
  /** Targets in force, for any of the files. */
  readonly targets: readonly TargetId[];
  readonly files: readonly FileReport[];
  readonly unreadable: readonly UnreadableFile[];
  /** Over all files that are trained on. */
  readonly coverage: readonly CoverageEntry[];
  readonly cwd: string;
  readonly version: string;
}

/** Writes a report piece by piece: a dataset can have more problems than one string can hold. */
export type Reporter = (report: CheckReport) => Iterable<string>;

export function countBySeverity(files: readonly FileReport[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { problems } of files) {
    for (const { severity } of problems) {
      counts[severity]++;
    }
  }
  return counts;
}

/**
 * Whether problems make the check fail: those at or above `failOn`; warnings, where a maximum was given, only beyond
 * it.
 */
export function fails(
  counts: Readonly<Record<Severity, number>>,
  failOn: Severity,
  maxWarnings?: number,
): boolean {
  return severities.some((severity) =>
    severity === 'warning' && maxWarnings !== undefined
      ? counts.warning > maxWarnings
      : counts[severity] > 0 && rank(severity) <= rank(failOn),
  );
}

/** JSON that a terminal can be shown: the control characters that JSON allows in strings are escaped, too. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
