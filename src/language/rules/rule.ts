import type { JsonObject } from '../document/json.ts';
import type { Layout } from '../document/layout.ts';
import type { Place } from '../document/place.ts';
import type { RowHandle } from '../document/row.ts';
import type { Walk } from '../document/shape.ts';
import type { FileSignature } from '../document/signature.ts';
import type { CheckedRow, ExampleFacts, RowKind } from '../facts/facts.ts';
import type { Indexes } from '../facts/indexes.ts';
import type { Example } from '../formats/example.ts';
import type { Format } from '../formats/format.ts';
import type { SchemaIssue } from '../formats/validate.ts';
import type { Split } from '../splits.ts';
import type { Target } from '../targets/target.ts';
import type { Fix, Related, Severity } from './problem.ts';

/** A rule is data and one function. */
export type Rule = LineRule | ObjectRule | ExampleRule | DatasetRule;

interface RuleBase {
  /** Stable: users configure by it. The rule's page is docs/rules/<code>.md. */
  readonly code: string;
  readonly severity: Severity | 'off';
  /** A few words for lists: "Roles out of order". */
  readonly title: string;
}

/** Looks at any line, parsed or not. */
export interface LineRule extends RuleBase {
  readonly scope: 'row';
  readonly on: 'line';
  readonly check: (line: LineContext, report: Report) => void;
}

/** Looks at rows that are JSON objects. */
export interface ObjectRule extends RuleBase {
  readonly scope: 'row';
  readonly on: 'object';
  readonly check: (row: ObjectContext, report: Report) => void;
}

/** Looks at rows that could be read as an example. */
export interface ExampleRule extends RuleBase {
  readonly scope: 'row';
  readonly on: 'example';
  /** It has nothing to say of rows without tools, or of rows that are no preference pair: they are spared it. */
  readonly needs?: 'tools' | 'preference';
  readonly check: (row: ExampleContext, report: Report) => void;
}

/** Looks at the file as a whole, through indexes that follow each edit. */
export interface DatasetRule extends RuleBase {
  readonly scope: 'dataset';
  /** What it looks at: its last findings are kept as long as none of these has changed. */
  readonly reads: readonly IndexName[];
  /** Whether it speaks of the file rather than of rows, so that it counts even where the rows can't be read. */
  readonly aboutFile?: boolean;
  readonly check: (dataset: DatasetView, report: DatasetReport) => void;
}

export interface Finding {
  /** Worked out when shown, where the row's text may change while what the rule reads does not. */
  readonly place: Place | (() => Place);
  readonly message: string | (() => string);
  /** Where this finding weighs other than the rule usually does. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fix?: Fix | undefined;
}

export type Report = (finding: Finding) => void;
export type DatasetReport = (row: RowHandle, finding: Finding) => void;

export interface LineContext {
  readonly row: RowHandle;
  readonly text: string;
  readonly kind: RowKind;
  /** The parsed value; undefined where the line is blank or broken. */
  readonly value: unknown;
  /** Counts of one walk over the value; undefined where it is no object. */
  readonly walk: Walk | undefined;
  /** Targets in force; none where none is chosen: then only what holds everywhere is wrong. */
  readonly targets: readonly Target[];
}

export interface ObjectContext extends LineContext {
  readonly value: JsonObject;
  readonly walk: Walk;
  /** What the row is read as; undefined where neither it nor the file looks like anything known. */
  readonly format: Format | undefined;
  /** What most rows of the file are. */
  readonly fileFormat: Format | undefined;
  /** Where the row breaks its format's schema. */
  readonly schemaIssues: () => readonly SchemaIssue[];
  /** What sorts of issues rows of this shape have, one of each: a look into a map. Their paths are another row's. */
  readonly sortsOfIssues: () => readonly SchemaIssue[];
}

export interface ExampleContext extends ObjectContext {
  readonly format: Format;
  readonly example: Example;
  /** What is known of the example already. */
  readonly facts: ExampleFacts;
}

export type IndexName = keyof Indexes | 'file' | 'rows';

export interface DatasetView {
  readonly rows: readonly CheckedRow[];
  readonly file: FileSignature;
  readonly layout: Layout;
  readonly format: Format | undefined;
  readonly targets: readonly Target[];
  /** Which part the file plays in training; undefined where nothing tells. */
  readonly split: Split | undefined;
  readonly indexes: Indexes;
}
