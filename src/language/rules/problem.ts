import type { ColumnEdit, Place } from '../document/place.ts';
import type { RowHandle } from '../document/row.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Something wrong at a place of a row. */
export interface Problem {
  /** Stable and dotted: `chat.role-order`. Users configure by it; it is never renamed. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, why it matters and what to do. Worked out when shown if it speaks of other rows' numbers. */
  readonly message: string | (() => string);
  readonly row: RowHandle;
  readonly place: Place;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
}

/** Another row that a problem speaks of: the first of its duplicates, say. */
export interface Related {
  readonly row: RowHandle;
  readonly place: Place;
  readonly message: string;
}

/** A repair. *Safe*: it can't change what a model learns, and fix-all may apply it unasked. Else *suggested*. */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'suggested';
  /** Worked out when it is wanted, from the row as it then stands. Undefined where there is nothing left to do. */
  readonly change: (row: RowHandle) => Change | undefined;
}

export type Change =
  /** Columns of the problem's row. */
  | { readonly kind: 'columns'; readonly edits: readonly ColumnEdit[] }
  /** The problem's row gives way to these lines; none deletes it. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** New rows at the end of the file. */
  | { readonly kind: 'append'; readonly lines: readonly string[] }
  /** The whole file is written anew from its lines. */
  | { readonly kind: 'document'; readonly rewrite: (lines: readonly string[]) => readonly string[] }
  /** The bytes change and the lines stay: something that only whoever writes the file can do. */
  | { readonly kind: 'bytes'; readonly how: 'remove-byte-order-mark' | 'add-byte-order-mark' | 'line-feeds' };

export function messageOf(problem: Problem): string {
  return typeof problem.message === 'string' ? problem.message : problem.message();
}
