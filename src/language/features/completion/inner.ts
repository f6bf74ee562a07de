import { getLocation } from 'jsonc-parser';
import type { Path } from '../../document/place.ts';
import { stringAt, type Token } from './cursor.ts';

/** A string of a row that is being written, decoded up to its end, with the column of each of its characters. */
export interface OpenString {
  /** Path of the string in the row. */
  readonly path: Path;
  /** Columns with its quotes. */
  readonly token: Token;
  readonly text: string;
  /** Column of each decoded UTF-16 unit, and of the end. */
  readonly columns: readonly number[];
}

/** The string value that a column is inside of; undefined elsewhere, and for keys. */
export function openStringAt(text: string, column: number): OpenString | undefined {
  const string = stringAt(text, column);
  if (string === undefined || (string.closed && column === string.end)) {
    return undefined;
  }
  const { start, end, closed } = string;
  const location = getLocation(`${text.slice(0, start)}""`, start + 1);
  if (location.isAtPropertyKey) {
    return undefined;
  }
  return {
    path: location.path,
    token: { kind: 'string', start, end },
    ...decode(text, start + 1, closed ? end - 1 : end),
  };
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Decodes what stands between the quotes, whether it is well-formed or not. */
function decode(text: string, from: number, end: number): { text: string; columns: number[] } {
  const pieces: string[] = [];
  const columns: number[] = [];
  let column = from;
  while (column < end) {
    columns.push(column);
    const char = text.charAt(column);
    if (char !== '\\') {
      pieces.push(char);
      column++;
      continue;
    }
    const next = text.charAt(column + 1);
    const hex = next === 'u' ? /^[0-9a-fA-F]{4}/.exec(text.slice(column + 2, column + 6)) : null;
    if (hex === null) {
      pieces.push(escapes[next] ?? (next || ' '));
      column += 2;
    } else {
      pieces.push(String.fromCharCode(Number.parseInt(hex[0], 16)));
      column += 6;
    }
  }
  columns.push(end);
  return { text: pieces.join(''), columns };
}
