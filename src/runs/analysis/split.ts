import { createHash } from 'node:crypto';
import type { Conversion, Severity } from '../../language/index.ts';
import type { PreparedFile } from '../../workspace/prepare-file.ts';
import type { ProblemReport } from '../../workspace/report.ts';
import { joinTables, type RowTable } from '../../workspace/row-table.ts';
import { Lengths } from './lengths.ts';

/** The rows of a split that go into a run, and what there is to say of them. */
export interface SplitAnalysis {
  /** Rows of data in the files, and those of them that go into the run. */
  readonly rows: number;
  readonly used: number;
  /** Of the prepared rows. */
  readonly bytes: number;
  readonly lengths: Lengths;
  /** Estimates, of one epoch: all that is read, what is learnt, the assistant's, the last answers'. */
  readonly tokens: {
    readonly total: number;
    readonly trained: number;
    readonly assistant: number;
    readonly last: number;
  };
  readonly table: RowTable;
  /** The file that a row of the table came from, absolute. */
  readonly pathOf: (row: number) => string;
  readonly problems: {
    readonly counts: Readonly<Record<Severity, number>>;
    readonly errorRows: number;
    /** The first errors; paths are absolute. */
    readonly errors: readonly (ProblemReport & { readonly path: string })[];
  };
  /** What conversion did, file by file. */
  readonly conversions: readonly { readonly path: string; readonly conversion: Conversion }[];
}

const mostErrors = 100;

export function analysisOf(files: readonly PreparedFile[]): SplitAnalysis {
  const table = joinTables(files.map((file) => file.table));
  const ends: number[] = [];
  for (const file of files) {
    ends.push((ends.at(-1) ?? 0) + file.table.count);
  }
  const sum = (numbers: Uint32Array) => numbers.reduce((total, number) => total + number, 0);
  const total = (of: (file: PreparedFile) => number) => files.reduce((all, file) => all + of(file), 0);
  return {
    rows: total((file) => file.rows),
    used: table.count,
    bytes: total((file) => file.bytes),
    lengths: new Lengths(table.lengths),
    tokens: {
      total: sum(table.totals),
      trained: sum(table.trained),
      assistant: sum(table.assistant),
      last: sum(table.last),
    },
    table,
    pathOf: (row) => files[ends.findIndex((end) => row < end)]!.path,
    problems: {
      counts: {
        error: total((file) => file.problems.counts.error),
        warning: total((file) => file.problems.counts.warning),
        info: total((file) => file.problems.counts.info),
        hint: total((file) => file.problems.counts.hint),
      },
      errorRows: total((file) => file.problems.errorRows),
      errors: files
        .flatMap(({ path, problems }) => problems.errors.map((error) => ({ ...error, path })))
        .slice(0, mostErrors),
    },
    conversions: files.map(({ path, conversion }) => ({ path, conversion })),
  };
}

/** Equal rows in equal order give the same, wherever they lie and whatever is left out. */
export function fingerprintOf(train: RowTable, validation: RowTable): string {
  const hash = createHash('sha256');
  for (const [name, table] of [
    ['train', train],
    ['validation', validation],
  ] as const) {
    hash.update(`${name} ${table.count}\n`).update(table.hashes);
  }
  return hash.digest('hex');
}
