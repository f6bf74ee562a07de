import type { Position } from '../document/lines.ts';

/** A stretch of a document: zero-based, UTF-16 units, end exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A replacement in the document as it is; line ends in `newText` are \n. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export function rangeOnLine(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}
