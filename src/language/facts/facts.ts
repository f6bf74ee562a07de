import type { RowHandle } from '../document/row.ts';
import type { Shape } from '../document/shape.ts';
import type { Example } from '../formats/example.ts';
import type { FormatId } from '../formats/format.ts';
import type { Fingerprints } from '../similarity/fingerprint.ts';

/** A row with what its last check found out, as dataset rules see it. */
export interface CheckedRow extends RowHandle {
  readonly facts: RowFacts | undefined;
}

/** As much of a row as dataset-wide rules need; the parsed value is not kept. */
export interface RowFacts {
  readonly kind: RowKind;
  /** Undefined for rows that are no objects. */
  readonly shape: Shape | undefined;
  /** The format that the row was read as. */
  readonly format: FormatId | undefined;
  /** Undefined where the row could not be read as any format. */
  readonly example: ExampleFacts | undefined;
}

/** `blank`: white space only. `broken`: no JSON. `other-value`: JSON, but no object. */
export type RowKind = 'blank' | 'broken' | 'other-value' | 'object';

export interface ExampleFacts {
  readonly kind: Example['kind'];
  readonly fingerprints: Fingerprints;
  /** The system prompt's text; undefined where the row has none. */
  readonly system: string | undefined;
  /** Its first user words: what an outline calls the row. */
  readonly title: string;
  readonly messages: number;
  readonly toolsDeclared: readonly string[];
  readonly toolsCalled: readonly string[];
  /** Edge cases that the row is an example of, bit i for case i of coverage/catalogue, and its traits (coverage/traits). */
  readonly cases: number;
  readonly pair: PairFacts | undefined;
  /** Estimated tokens, and those of them that are learnt. */
  readonly tokens: { readonly total: number; readonly trained: number };
}

/** What a preference row pits against each other: fingerprints, and lengths in UTF-16 units. */
export interface PairFacts {
  readonly chosen: number | undefined;
  readonly rejected: number | undefined;
  readonly chosenLength: number;
  readonly rejectedLength: number;
}
