import { createHash } from 'node:crypto';
import {
  type Conversion,
  converted,
  Dataset,
  formatById,
  inFileOrder,
  messageOf,
  type Problem,
  rules,
  type Severity,
  type SeveritySetting,
  type Split,
  severities,
  type TargetId,
  TrlConverter,
  type TrlLoss,
  type TrlMethod,
  type TrlShape,
  targetById,
  worst,
} from '../language/index.ts';
import { problemReport, type Watch, work } from './check-file.ts';
import { type FileContent, readDataset } from './read.ts';
import type { ProblemReport } from './report.ts';
import { type RowTable, RowTableBuilder } from './row-table.ts';
import { RowWriter } from './row-writer.ts';

/** How a file is made ready for training, as plain data: it crosses to workers. */
export interface FilePreparation {
  /** What the file is called where rows are named: its path from the run's root, with forward slashes. */
  readonly name: string;
  readonly split: Split;
  readonly method: TrlMethod;
  readonly loss: TrlLoss;
  /** The shape of the rows that are written; where left out, the one that suits the first row. */
  readonly shape?: TrlShape;
  /** What rows are checked against; nothing where they are held out, or were checked before. */
  readonly check?: {
    readonly target: TargetId;
    readonly rules: Readonly<Record<string, SeveritySetting>>;
  };
  /** Where rows go, and beside them where each came from; only looked at where left out. */
  readonly write?: { readonly rows: string; readonly sources: string };
}

/** What became of a file. Plain data, so that it can cross from a worker. */
export interface PreparedFile {
  readonly path: string;
  /** Rows of data; empty lines are none. */
  readonly rows: number;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Of what was written. */
  readonly bytes: number;
  /** Undefined where no row could be converted. */
  readonly shape: TrlShape | undefined;
  readonly conversion: Conversion;
  readonly table: RowTable;
  readonly problems: ProblemSummary;
}

/** Problems of the rows that are trained on: of those that are left out, why they are is told. */
export interface ProblemSummary {
  readonly counts: Readonly<Record<Severity, number>>;
  /** Rows with an error. */
  readonly errorRows: number;
  /** The first errors in file order. */
  readonly errors: readonly ProblemReport[];
}

const mostErrors = 100;

/** What these tell of doesn't reach a trainer that is handed converted rows. */
const mended = [
  'json.bom',
  'json.line-ending',
  'json.blank-line',
  'schema.mixed-formats',
  'target.unsupported-format',
  'tools.arguments-type',
];

/** Reads, checks, converts and measures a file. Throws `UnreadableFile`, and the signal's reason once it is aborted. */
export async function prepareFile(
  path: string,
  preparation: FilePreparation,
  watch: Watch = {},
): Promise<PreparedFile> {
  const content = await readDataset(path);
  const dataset = datasetOf(content, preparation);
  // Half of the work is still to come when all rows are checked.
  await work(dataset, { ...watch, onProgress: (rows, of) => watch.onProgress?.(rows, of * 2) });
  const converter = new TrlConverter(preparation.method, preparation.loss, preparation.shape);
  const { write } = preparation;
  const writer = write === undefined ? undefined : new RowWriter(write, preparation.name);
  try {
    const table = convertRows(dataset, converter, writer, watch);
    const problems = dataset.problems();
    return {
      path,
      rows: dataset.rowCount - dataset.indexes.kinds.count('blank') + (endsWithLineEnd(dataset) ? 1 : 0),
      sha256: createHash('sha256').update(content.bytes).digest('hex'),
      bytes: writer?.end() ?? 0,
      shape: converter.shape,
      conversion: withFileFault(converter.conversion, table, problems),
      table,
      problems: summaryOf(path, problems, table),
    };
  } finally {
    writer?.close();
  }
}

function datasetOf(content: FileContent, { check, split }: FilePreparation): Dataset {
  const off = check === undefined ? rules.map(({ code }) => code) : mended;
  const dataset = new Dataset({
    targets: check === undefined ? [] : [converted(targetById(check.target))],
    rules: { ...check?.rules, ...Object.fromEntries(off.map((code) => [code, 'off' as const])) },
    split,
  });
  dataset.reset(content.lines, content.signature);
  return dataset;
}

/** The empty line after the last line end is counted among the blank ones, and is no row. */
function endsWithLineEnd(dataset: Dataset): boolean {
  return dataset.rowCount < dataset.rows.length;
}

const rowsPerProgress = 5000;

function convertRows(
  dataset: Dataset,
  converter: TrlConverter,
  writer: RowWriter | undefined,
  { onProgress }: Watch,
): RowTable {
  const { rows } = dataset;
  const table = new RowTableBuilder(rows.length);
  for (const { facts, text, line } of rows) {
    const number = line + 1;
    if (line % rowsPerProgress === 0) {
      onProgress?.(rows.length + line, rows.length * 2);
    }
    if (facts?.kind === 'object' && facts.format !== undefined && facts.example !== undefined) {
      const converted = converter.convert({
        line: number,
        text,
        value: JSON.parse(line === 0 ? text.replace(/^\uFEFF/, '') : text),
        shape: facts.shape!,
        format: formatById(facts.format),
        ascii: facts.example.fingerprints.ascii,
      });
      if (converted !== undefined) {
        const hash = createHash('sha256').update(text).digest();
        table.add(number, converted.length, facts.example.fingerprints, hash);
        writer?.add(converted.row, number, hash);
      }
    } else if (facts?.kind !== 'blank') {
      converter.leaveOut(number, faults[facts?.kind ?? 'broken']);
    }
  }
  return table.table;
}

const faults = {
  broken: 'It is no JSON.',
  'other-value': 'It is no JSON object.',
  object: 'It looks like no format that is known.',
} as const;

/** Where the file as a whole is at fault, that is said once, and not of each of its lines. */
function withFileFault(conversion: Conversion, table: RowTable, problems: readonly Problem[]): Conversion {
  const fault = problems.find(({ code }) => code === 'json.layout' || code === 'json.encoding');
  return fault === undefined || table.count > 0
    ? conversion
    : { ...conversion, leftOut: [{ line: 1, reason: messageOf(fault) }] };
}

function summaryOf(path: string, problems: readonly Problem[], table: RowTable): ProblemSummary {
  const trained = new Set(table.lines);
  const counted = problems.filter(({ row }) => trained.has(row.line + 1));
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of counted) {
    counts[severity]++;
  }
  const errors = counted.filter(({ severity }) => severity === 'error');
  return {
    counts,
    errorRows: new Set(errors.map(({ row }) => row)).size,
    errors: inFileOrder(worst(errors, mostErrors)).map((located) => problemReport(path, located, {})),
  };
}
