/** Keys and indexes that lead from a row's object to a value inside it, outermost first. */
export type Path = readonly (string | number)[];

/**
 * Where in a row something is, said in terms of the data rather than of columns, so that a rule can say it
 * without having parsed positions. `locate` turns a place into columns, and only for what is shown.
 */
export interface Place {
  readonly path: Path;
  /**
   * Which part of it: the value (default), the key that leads to it, or its opening: the bracket and the first
   * key, for what concerns a whole object or row and would otherwise underline all of it.
   */
  readonly part?: 'value' | 'key' | 'open';
  /** UTF-16 offsets inside the *decoded* string at `path`: [start, end). */
  readonly span?: readonly [start: number, end: number];
  /** The string at `path` holds JSON itself (a tool call's arguments): a place inside that JSON. */
  readonly inside?: Place;
  /**
   * These very columns, whatever the data is: for rows that don't parse, and for what parsing hides (an escape, the
   * first of two equal keys). Everything else says where it is by `path`, which outlives edits elsewhere in the row.
   */
  readonly columns?: Span;
}

/** Columns of a row, UTF-16 units, zero-based, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement of some columns of one row. */
export interface ColumnEdit extends Span {
  readonly text: string;
}

/** The place of a path that leads, where `text` is given, through the JSON that the string at `text` holds. */
export function through(text: Path | undefined, path: Path, part?: Place['part']): Place {
  const place: Place = { path: text === undefined ? path : path.slice(text.length), ...(part && { part }) };
  return text === undefined ? place : { path: text, inside: place };
}

/** The opening of the row: where problems of a whole row stand. */
export const rowOpening: Place = { path: [], part: 'open' };

/** The columns themselves. */
export function columnsAt(start: number, end: number): Place {
  return { path: [], columns: { start, end } };
}

/** The value at `path`. */
export function at(...path: (string | number)[]): Place {
  return { path };
}

/** The key that leads to the value at `path`. */
export function keyAt(...path: (string | number)[]): Place {
  return { path, part: 'key' };
}

/** The opening of the object or array at `path`. */
export function openingAt(...path: (string | number)[]): Place {
  return { path, part: 'open' };
}
