import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  coverageOf,
  Dataset,
  inFileOrder,
  isTrainedOn,
  type Located,
  messageOf,
  type SeveritySetting,
  type Split,
  type TargetId,
  targetById,
} from '../language/index.ts';
import { excerptOf } from './excerpt.ts';
import { type FileContent, readDataset } from './read.ts';
import type { FileReport, ProblemReport } from './report.ts';

/** What a file is checked against, as plain data: it crosses to workers. */
export interface FileCheck {
  readonly targets: readonly TargetId[];
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly split: Split | undefined;
  /** Problems come with the row around them, for a terminal. */
  readonly excerpts?: boolean;
  /** Problems come with a name that outlives edits elsewhere. */
  readonly fingerprints?: boolean;
}

export interface Watch {
  readonly signal?: AbortSignal;
  /** Told about every tenth of a second. */
  readonly onProgress?: (rows: number, of: number) => void;
}

/** How long rows are checked before others get their turn and progress is told. */
const sliceMs = 100;

/** Reads and checks a file. Throws `UnreadableFile`, and the signal's reason once it is aborted. */
export async function checkFile(path: string, check: FileCheck, watch: Watch = {}): Promise<FileReport> {
  return checkContent(path, await readDataset(path), check, watch);
}

/** Checks what was read already. `path` is what reports call it. */
export async function checkContent(
  path: string,
  content: FileContent,
  check: FileCheck,
  watch: Watch = {},
): Promise<FileReport> {
  const dataset = new Dataset({
    targets: check.targets.map((id) => targetById(id)),
    rules: check.rules,
    split: check.split,
  });
  dataset.reset(content.lines, content.signature);
  await work(dataset, watch);
  // What could not be read as text has no rows, and nothing of it is worth showing.
  const fault = content.signature.encoding?.kind;
  const isText = fault !== 'binary' && fault !== 'utf-16';
  const shown = { ...check, excerpts: isText && check.excerpts === true };
  const problems = inFileOrder(dataset.problems()).map((located) => problemReport(path, located, shown));
  return {
    path,
    split: check.split,
    format: dataset.format?.id,
    rows: isText ? dataset.rowCount : 0,
    problems,
    counts: countsOf(problems),
    tokens: tokensOf(dataset),
    coverage: isTrainedOn(check.split) ? coverageOf(dataset) : [],
  };
}

/** Checks what is pending, in slices. */
export async function work(dataset: Dataset, { signal, onProgress }: Watch): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const until = performance.now() + sliceMs;
    if (dataset.work(() => performance.now() > until)) {
      return;
    }
    onProgress?.(dataset.rows.length - dataset.pending, dataset.rows.length);
    await setImmediate();
  }
}

export function problemReport(
  path: string,
  { problem, span }: Located,
  check: Pick<FileCheck, 'excerpts' | 'fingerprints'>,
): ProblemReport {
  const { row } = problem;
  const line = row.line + 1;
  return {
    code: problem.code,
    severity: problem.severity,
    line,
    column: span.start + 1,
    endLine: line,
    endColumn: span.end + 1,
    message: messageOf(problem),
    related: inFileOrder(problem.related.map((related) => ({ ...problem, ...related }))).map((related) => ({
      path,
      line: related.problem.row.line + 1,
      column: related.span.start + 1,
      endColumn: related.span.end + 1,
      message: messageOf(related.problem),
    })),
    fix: problem.fix?.safety ?? 'none',
    ...(check.excerpts && { excerpt: excerptOf(row.text, span.start, span.end) }),
    ...(check.fingerprints && { fingerprint: fingerprintOf(problem.code, row.text) }),
  };
}

/** Of the rule and the row's text, wherever in the file it stands. */
function fingerprintOf(code: string, text: string): string {
  return createHash('sha256').update(`${code}\n${text}`).digest('hex').slice(0, 16);
}

function countsOf(problems: readonly ProblemReport[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function tokensOf(dataset: Dataset): FileReport['tokens'] {
  let total = 0;
  let trained = 0;
  for (const { facts } of dataset.rows) {
    total += facts?.example?.tokens.total ?? 0;
    trained += facts?.example?.tokens.trained ?? 0;
  }
  return { total, trained };
}
