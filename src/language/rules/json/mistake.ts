import type { ColumnEdit, Span } from '../../document/place.ts';

export type MistakeKind =
  | 'bad-escape'
  | 'bare-text'
  | 'comment'
  | 'control-character'
  | 'cut-off'
  | 'extra-bracket'
  | 'extra-comma'
  | 'extra-text'
  | 'fragment'
  | 'inner-quote'
  | 'misplaced-mark'
  | 'missing-bracket'
  | 'missing-colon'
  | 'missing-comma'
  | 'missing-key'
  | 'missing-value'
  | 'number'
  | 'odd-space'
  | 'quotes'
  | 'row-comma'
  | 'second-value'
  | 'symbol'
  | 'too-deep'
  | 'trailing-comma'
  | 'unquoted-key'
  | 'word';

/** A place where text that is meant to be JSON isn't. */
export interface Mistake extends Span {
  readonly kind: MistakeKind;
  /** What puts it right, so that reading could go on; undefined where nobody can say what was meant. */
  readonly edit: ColumnEdit | undefined;
  /** The other place that matters: the bracket that is never closed, say. */
  readonly opening?: number;
  /** What should have stood there, where the kind alone doesn't say. */
  readonly wanted?: string;
}

export interface Reading {
  /** In order; the last may be one where reading had to stop. */
  readonly mistakes: readonly Mistake[];
  /** Numbers that JSON can't write: NaN, Infinity, and those beyond what a double holds. */
  readonly nonFinite: readonly Span[];
}
