import { applyEdits } from '../document/apply.ts';
import type { Splice } from '../document/lines.ts';
import type { Change, Problem } from '../rules/problem.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetRow } from './row.ts';

/** Repairs of a file, ready to be made. */
export interface Repairs {
  /** In file order, without overlap, in lines of the file as it is. */
  readonly splices: readonly Splice[];
  /** What only the writer of the file's bytes can do. */
  readonly bytes: readonly ByteChange[];
  /** Number of problems repaired, by code. */
  readonly fixed: ReadonlyMap<string, number>;
}

export type ByteChange = (Change & { kind: 'bytes' })['how'];

/** A repair can bring out the next problem of its row; after this many rounds the row is left as it is. */
const mostRounds = 10;

/** Of a row with more problems, these are mended in one round: each costs a look at the whole row. */
const mostPerRound = 200;

/** The fix of a problem where it is one that is wanted. */
export type Wanted = (problem: Problem) => boolean;

export const safeOnly: Wanted = (problem) => problem.fix?.safety === 'safe';

/** Works out all wanted repairs of a checked dataset. Nothing is changed. */
export function repairs(dataset: Dataset, wanted: Wanted): Repairs {
  const fixed = new Map<string, number>();
  const bytes = new Set<ByteChange>();
  const appended: string[] = [];
  const byRow = new Map<DatasetRow, Problem[]>();
  for (const problem of dataset.problems()) {
    if (problem.fix === undefined || !wanted(problem)) {
      continue;
    }
    const change = problem.fix.change(problem.row);
    if (change?.kind === 'document') {
      // A file that is laid out otherwise is rewritten first; what is wrong with its rows shows only then.
      const lines = dataset.rows.map((row) => row.text);
      count(fixed, problem.code);
      return {
        splices: [{ start: 0, removed: lines.length, inserted: change.rewrite(lines) }],
        bytes: [],
        fixed,
      };
    }
    if (change?.kind === 'bytes') {
      bytes.add(change.how);
      count(fixed, problem.code);
    } else if (change?.kind === 'append') {
      appended.push(...change.lines);
      count(fixed, problem.code);
    } else if (change !== undefined) {
      const row = dataset.rows[problem.row.line]!;
      const others = byRow.get(row);
      if (others === undefined) {
        byRow.set(row, [problem]);
      } else {
        others.push(problem);
      }
    }
  }
  const splices: Splice[] = [];
  for (const [row, problems] of [...byRow].sort(([a], [b]) => a.line - b.line)) {
    const inserted = repairRow(dataset, row, problems, wanted, fixed);
    if (inserted.length !== 1 || inserted[0] !== row.text) {
      splices.push({ start: row.line, removed: 1, inserted });
    }
  }
  if (appended.length > 0) {
    const end = dataset.rowCount;
    splices.push({ start: end, removed: 0, inserted: appended });
  }
  return { splices, bytes: [...bytes], fixed };
}

/** The lines that a row gives way to, repaired until nothing more is found. */
function repairRow(
  dataset: Dataset,
  row: DatasetRow,
  first: readonly Problem[],
  wanted: Wanted,
  fixed: Map<string, number>,
): readonly string[] {
  let { text } = row;
  let problems = first;
  for (let round = 0; round < mostRounds && problems.length > 0; round++) {
    const step = repairOnce(text, row.line, problems);
    for (const code of step.codes) {
      count(fixed, code);
    }
    if (step.lines.length !== 1) {
      return step.lines.flatMap((line) => repairNew(dataset, row.line, line, wanted, fixed));
    }
    if (step.lines[0] === text) {
      break;
    }
    text = step.lines[0]!;
    problems = dataset.probe(row.line, text).filter(wanted);
  }
  return [text];
}

function repairNew(dataset: Dataset, line: number, text: string, wanted: Wanted, fixed: Map<string, number>) {
  const probe = { line, text } as DatasetRow;
  const problems = dataset.probe(line, text).filter(wanted);
  return problems.length === 0 ? [text] : repairRow(dataset, probe, problems, wanted, fixed);
}

function repairOnce(
  text: string,
  line: number,
  problems: readonly Problem[],
): { lines: readonly string[]; codes: string[] } {
  let current = text;
  const codes: string[] = [];
  const edits = [];
  for (const problem of problems.slice(0, mostPerRound)) {
    const change = problem.fix?.change({ line, text });
    if (change?.kind === 'lines') {
      return { lines: change.lines, codes: [problem.code] };
    }
    if (change?.kind === 'columns' && change.edits.length > 0) {
      // One problem at a time, so that a repair is made whole or not at all.
      const all = [...edits, ...change.edits];
      const result = applyEdits(text, all);
      if (result.made === all.length) {
        edits.push(...change.edits);
        current = result.text;
        codes.push(problem.code);
      }
    }
  }
  return { lines: [current], codes };
}

function count(fixed: Map<string, number>, code: string): void {
  fixed.set(code, (fixed.get(code) ?? 0) + 1);
}
