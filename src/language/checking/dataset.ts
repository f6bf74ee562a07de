import { hasByteOrderMark } from '../document/json.ts';
import { type Layout, layoutOf } from '../document/layout.ts';
import type { Splice } from '../document/lines.ts';
import { type FileSignature, plainSignature } from '../document/signature.ts';
import { createIndexes, type Indexes, reindex } from '../facts/indexes.ts';
import { winner } from '../formats/detect.ts';
import type { Format, FormatId } from '../formats/format.ts';
import type { Problem } from '../rules/problem.ts';
import type { DatasetRule, DatasetView, IndexName } from '../rules/rule.ts';
import type { Split } from '../splits.ts';
import type { Target } from '../targets/target.ts';
import { problemOf, RowChecker, type RowEnvironment } from './check-row.ts';
import { DatasetRow } from './row.ts';
import { type Active, type RuleSet, ruleSet, type SeveritySetting } from './ruleset.ts';

/** What a dataset is checked against. */
export interface CheckOptions {
  readonly targets: readonly Target[];
  /** Severities by rule code or family. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Which part the file plays in training; undefined where nothing tells. */
  readonly split?: Split | undefined;
}

/** How many rows are looked at to guess the format before all are read. */
const sampleSize = 64;

/**
 * The rows of one file with all that is known of them, kept up to date edit by edit: an edit checks the rows it
 * touched and moves what they contribute to the dataset-wide indexes. The result is the same as that of checking the
 * whole file anew.
 *
 * Work is done when asked for, in slices: `splice` only marks rows, `work` checks them until it is told to stop.
 */
export class Dataset {
  #rows: DatasetRow[] = [new DatasetRow(0, '')];
  #pending = new Set<DatasetRow>();
  /** Rows with problems of their own. */
  #flawed = new Set<DatasetRow>();
  #options: CheckOptions;
  #rules: RuleSet;
  #format: Format | undefined;
  #formatVersion = -1;
  #file: FileSignature = plainSignature;
  #fileVersion = 0;
  #rowsVersion = 0;
  #indexes: Indexes = createIndexes();
  readonly #checker = new RowChecker();
  readonly #findings = new Map<DatasetRule, { versions: string; problems: Problem[] }>();

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#rules = ruleSet(options.rules);
    this.#checker.prefer(options.targets);
    this.#pending.add(this.#rows[0]!);
  }

  get rows(): readonly DatasetRow[] {
    return this.#rows;
  }

  /** The format of most rows; undefined before the first check, and where rows look like nothing known. */
  get format(): Format | undefined {
    return this.#format;
  }

  get options(): CheckOptions {
    return this.#options;
  }

  get file(): FileSignature {
    return this.#file;
  }

  get indexes(): Indexes {
    return this.#indexes;
  }

  /** Rows still to be checked. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Rows of data: the empty line after the last line end is none. */
  get rowCount(): number {
    return this.#rows.length - (isFinalLine(this.#rows, this.#rows.length - 1) ? 1 : 0);
  }

  /** Takes new lines for all there were. */
  reset(lines: readonly string[], file: FileSignature = plainSignature): void {
    this.#rows = lines.map((line, index) => new DatasetRow(index, line));
    this.#pending = new Set(this.#rows);
    this.#flawed = new Set();
    this.#indexes = createIndexes();
    this.#findings.clear();
    this.#rowsVersion++;
    this.#formatVersion = -1;
    this.describe(file);
    this.#format = this.#guessFormat();
  }

  /** Takes what is newly known of the file's bytes. */
  describe(file: FileSignature): void {
    this.#file = file;
    this.#fileVersion++;
  }

  /** Everything is checked anew against other targets and severities. */
  configure(options: CheckOptions): void {
    this.#options = options;
    this.#rules = ruleSet(options.rules);
    this.#checker.prefer(options.targets);
    this.#findings.clear();
    this.#formatVersion = -1;
    this.#pending = new Set(this.#rows);
  }

  /** Replaces lines. Where as many come as go, rows keep their identity. */
  splice({ start, removed, inserted: lines }: Splice): void {
    // A text without any line is one with an empty line.
    const inserted = lines.length === 0 && removed === this.#rows.length ? [''] : lines;
    const kept = Math.min(removed, inserted.length);
    this.#rowsVersion++;
    for (let offset = 0; offset < kept; offset++) {
      const row = this.#rows[start + offset]!;
      const text = inserted[offset]!;
      if (row.text !== text) {
        row.text = text;
        this.#pending.add(row);
      }
    }
    if (removed === inserted.length) {
      return;
    }
    const first = this.#rows[0]!;
    const added = inserted.slice(kept).map((text) => new DatasetRow(0, text));
    const gone = this.#rows.slice(start + kept, start + removed);
    this.#rows = [...this.#rows.slice(0, start + kept), ...added, ...this.#rows.slice(start + removed)];
    this.#reconsiderFirst(first);
    for (const row of gone) {
      this.#pending.delete(row);
      this.#flawed.delete(row);
      reindex(this.#indexes, row, row.facts, undefined);
      row.facts = undefined;
    }
    for (let line = start + kept; line < this.#rows.length; line++) {
      this.#rows[line]!.line = line;
    }
    for (const row of added) {
      this.#pending.add(row);
    }
  }

  /** What a byte order mark is depends on whether its row is the first: rows that came to be it, or no longer are. */
  #reconsiderFirst(former: DatasetRow): void {
    const first = this.#rows[0];
    for (const row of first === former ? [] : [former, first]) {
      if (row !== undefined && hasByteOrderMark(row.text)) {
        this.#pending.add(row);
      }
    }
  }

  /** Checks pending rows until none is left (true) or `stop` says so (false). It is asked after each row. */
  work(stop: () => boolean = () => false): boolean {
    for (;;) {
      const environment = this.#environment();
      for (const row of this.#pending) {
        this.#pending.delete(row);
        const { facts, problems } = this.#checker.check(row, environment);
        reindex(this.#indexes, row, row.facts, facts);
        row.facts = facts;
        row.problems = problems;
        if (problems.length > 0) {
          this.#flawed.add(row);
        } else {
          this.#flawed.delete(row);
        }
        if (stop()) {
          return false;
        }
      }
      if (!this.#settleFormat()) {
        return true;
      }
    }
  }

  /** The problems that a line would have of its own, as a row of this file. Nothing is kept. */
  probe(line: number, text: string): readonly Problem[] {
    return this.#checker.check(new DatasetRow(line, text), this.#environment()).problems;
  }

  /** All problems, in no particular order. Rows still pending have those of their last check. */
  problems(): Problem[] {
    const layout = this.#layout();
    const fileOnly = layout !== 'lines' || isUnreadable(this.#file);
    const view = this.#view(layout);
    const problems: Problem[] = [];
    for (const active of this.#rules.dataset) {
      if (!fileOnly || active.rule.aboutFile === true) {
        for (const problem of this.#datasetProblems(active, view)) {
          problems.push(problem);
        }
      }
    }
    if (!fileOnly) {
      const last = this.#rows.length - 1;
      for (const row of this.#flawed) {
        if (row.line !== last || !isFinalLine(this.#rows, last)) {
          // One by one: a single row may have more problems than a call takes arguments.
          for (const problem of row.problems) {
            problems.push(problem);
          }
        }
      }
    }
    return problems;
  }

  #environment(): RowEnvironment {
    return { rules: this.#rules, targets: this.#options.targets, fileFormat: this.#format };
  }

  #datasetProblems(active: Active<DatasetRule>, view: DatasetView): Problem[] {
    const { rule } = active;
    const versions = rule.reads.map((name) => this.#versionOf(name)).join();
    const last = this.#findings.get(rule);
    if (last !== undefined && last.versions === versions) {
      return last.problems;
    }
    const problems: Problem[] = [];
    rule.check(view, (row, finding) => problems.push(problemOf(row, finding, active)));
    this.#findings.set(rule, { versions, problems });
    return problems;
  }

  #versionOf(name: IndexName): number {
    switch (name) {
      case 'file':
        return this.#fileVersion;
      case 'rows':
        return this.#rowsVersion;
      default:
        return this.#indexes[name].version;
    }
  }

  #view(layout: Layout): DatasetView {
    return {
      rows: this.#rows,
      file: this.#file,
      layout,
      format: this.#format,
      targets: this.#options.targets,
      split: this.#options.split,
      indexes: this.#indexes,
    };
  }

  /** The layout is in doubt only where most lines are no objects. */
  #layout(): Layout {
    const { kinds } = this.#indexes;
    const odd = kinds.count('broken') + kinds.count('other-value');
    return odd * 2 > odd + kinds.count('object') ? layoutOf(textsOf(this.#rows)) : 'lines';
  }

  /** Takes the format that the rows' shapes vote for. True where it is another, and all objects are pending again. */
  #settleFormat(): boolean {
    const { shapes } = this.#indexes;
    if (this.#formatVersion === shapes.version) {
      return false;
    }
    this.#formatVersion = shapes.version;
    const sums = new Map<FormatId, number>();
    for (const [shape, count] of shapes.counts) {
      for (const [id, vote] of this.#checker.votesOf(shape)) {
        sums.set(id, (sums.get(id) ?? 0) + vote * count);
      }
    }
    const format = winner(sums);
    if (format === this.#format) {
      return false;
    }
    this.#format = format;
    this.#findings.clear();
    for (const row of this.#rows) {
      if (row.facts?.kind === 'object') {
        this.#pending.add(row);
      }
    }
    return this.#pending.size > 0;
  }

  /** A first idea of the format from rows spread over the file, so that most files are checked only once. */
  #guessFormat(): Format | undefined {
    const sums = new Map<FormatId, number>();
    const step = Math.max(1, Math.floor(this.#rows.length / sampleSize));
    for (let line = 0; line < this.#rows.length; line += step) {
      const shape = this.#checker.shapeOf(this.#rows[line]!.text);
      for (const [id, vote] of shape === undefined ? [] : this.#checker.votesOf(shape)) {
        sums.set(id, (sums.get(id) ?? 0) + vote);
      }
    }
    return winner(sums);
  }
}

/** Whether a line is the emptiness after the last line end. */
export function isFinalLine(rows: readonly { readonly text: string }[], line: number): boolean {
  return line === rows.length - 1 && rows[line]!.text === '';
}

function isUnreadable(file: FileSignature): boolean {
  return file.encoding?.kind === 'binary' || file.encoding?.kind === 'utf-16';
}

function* textsOf(rows: readonly DatasetRow[]): Iterable<string> {
  for (const row of rows) {
    yield row.text;
  }
}
