import type { Dataset } from '../checking/dataset.ts';
import { rank, worst } from '../checking/order.ts';
import { messageOf, type Problem, type Severity } from '../rules/problem.ts';
import { shownRange, spanFinder } from './ranges.ts';
import { type Range, rangeOnLine } from './types.ts';

/** A problem as an editor shows it. */
export interface EditorProblem {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** Places in other rows of the same file. */
  readonly related: readonly { readonly line: number; readonly range: Range; readonly message: string }[];
  readonly fixable: 'safe' | 'suggested' | 'none';
  /** What is underlined could go without loss: editors fade it. */
  readonly unnecessary: boolean;
}

export interface EditorProblems {
  /** Worst first; with a summary at the end where there are more than are shown. */
  readonly problems: readonly EditorProblem[];
  /** All problems of the file. */
  readonly total: number;
  /** Those of them that are in `problems`; the summary doesn't count. */
  readonly shown: number;
}

/** The code of the problem that speaks for all that are not shown. No rule has it. */
export const moreCode = 'tuneset.more';

const unnecessaryCodes: ReadonlySet<string> = new Set(['duplicate.exact', 'tools.unused']);

/** Places in other rows that one problem links at most. */
const mostRelated = 10;

/** Rules that the summary names. */
const mostNamed = 3;

/** The worst `maximum` problems of a dataset, with their ranges, and a summary of the rest. */
export function editorProblems(dataset: Dataset, { maximum }: { maximum: number }): EditorProblems {
  const all = dataset.problems();
  const chosen = byRow(worst(all, maximum));
  const find = spanFinder();
  const problems = chosen.map((problem) => editorProblem(problem, find));
  problems.sort(
    (a, b) =>
      rank(a.severity) - rank(b.severity) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
  if (all.length > chosen.length) {
    problems.push(summaryOf(all, chosen));
  }
  return { problems, total: all.length, shown: chosen.length };
}

/** Row by row, so that each is parsed once. */
function byRow(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.row.line - b.row.line);
}

function editorProblem(problem: Problem, find: ReturnType<typeof spanFinder>): EditorProblem {
  return {
    range: shownRange(problem.row, find(problem)),
    severity: problem.severity,
    code: problem.code,
    message: messageOf(problem),
    related: problem.related.slice(0, mostRelated).map((related) => ({
      line: related.row.line,
      range: shownRange(related.row, find(related)),
      message: related.message,
    })),
    fixable: problem.fix?.safety ?? 'none',
    unnecessary: unnecessaryCodes.has(problem.code),
  };
}

function summaryOf(all: readonly Problem[], chosen: readonly Problem[]): EditorProblem {
  const counts = new Map<string, number>();
  for (const problem of all) {
    counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
  }
  for (const problem of chosen) {
    counts.set(problem.code, counts.get(problem.code)! - 1);
  }
  const left = [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const named = left.slice(0, mostNamed).map(([code, count]) => `${count} × ${code}`);
  const more = all.length - chosen.length;
  const mostly = left.length > mostNamed ? `, mostly ${named.join(', ')}` : ` (${named.join(', ')})`;
  return {
    range: rangeOnLine(0, 0, 0),
    severity: 'info',
    code: moreCode,
    message:
      `${more} more ${more === 1 ? 'problem is' : 'problems are'} not shown here${mostly}. ` +
      "To see all of them, run 'Tuneset: Show All Problems' or `tuneset check`.",
    related: [],
    fixable: 'none',
    unnecessary: false,
  };
}
