import { findNodeAtLocation, getLocation, getNodeValue, type Node } from 'jsonc-parser';
import type { JsonObject } from '../../document/json.ts';
import { treeOf } from '../../document/locate.ts';
import type { Path, Span } from '../../document/place.ts';

/** Where somebody is writing, in JSON that need not be whole. */
export interface Cursor {
  /** The object or list that is written in. */
  readonly container: Path;
  /** What is written there: a key, or the value of this key or index. */
  readonly at: 'key' | 'value';
  readonly step: string | number;
  /** What a completion replaces: the partial word with its quotes, or nothing yet. */
  readonly token: Token;
  /** Whether the key already has its colon. */
  readonly colonFollows: boolean;
  /** Whether another property follows that wants a comma before it. */
  readonly commaNeeded: boolean;
  /** The whole, as far as it could be read. */
  readonly root: unknown;
  /** The other properties of the object that is written in; empty for a list. */
  readonly siblings: JsonObject;
}

export interface Token extends Span {
  readonly kind: 'string' | 'word' | 'none';
}

/** The cursor at a column; undefined where neither a key nor a value can stand. */
export function cursorAt(text: string, column: number): Cursor | undefined {
  return cursorOn(text, tokenAt(text, column));
}

/** The same for a word that is known already. */
export function cursorOn(text: string, token: Token): Cursor | undefined {
  const before = text.slice(0, token.start);
  const after = text.slice(token.end);
  if (!/[{[,:]\s*$/.test(before.slice(-200))) {
    return undefined;
  }
  const next = after.trimStart().charAt(0);
  // What is being written stands in for a whole word, so that a half one can't unsettle what follows.
  const location = getLocation(`${before}""`, token.start + 1);
  const at = location.isAtPropertyKey ? 'key' : 'value';
  const word = at === 'key' && next !== ':' ? '"":null' : '""';
  const commaNeeded = next === '"' || next === '{' || next === '[';
  const tree = treeOf(`${before}${word}${commaNeeded ? ',' : ''}${after}`);
  const container = location.path.slice(0, -1);
  const step = location.path.at(-1);
  if (tree === undefined || step === undefined) {
    return undefined;
  }
  return {
    container,
    at,
    step,
    token,
    colonFollows: next === ':',
    commaNeeded,
    root: getNodeValue(tree),
    siblings: siblingsOf(findNodeAtLocation(tree, container), token.start),
  };
}

/** The string, word or gap at a column. A string that nobody closed ends at the cursor, not where the next one opens. */
function tokenAt(text: string, column: number): Token {
  const string = stringAt(text, column);
  if (string === undefined) {
    const start =
      column - (/[\w.+-]*$/.exec(text.slice(Math.max(0, column - longestWord), column))?.[0].length ?? 0);
    const end = column + (/^[\w.+-]*/.exec(text.slice(column, column + longestWord))?.[0].length ?? 0);
    return { kind: start === end ? 'none' : 'word', start, end };
  }
  if (string.closed && string.end === column) {
    return { kind: 'string', start: string.start, end: column };
  }
  const rest = /^[^"{}[\],:\\]*"/.exec(text.slice(column, column + longestWord));
  return { kind: 'string', start: string.start, end: column + (rest?.[0].length ?? 0) };
}

/** How far from the cursor a word's end is looked for. */
const longestWord = 200;

/** The string that a column is inside of or right behind, with its quotes. Jumps from quote to quote. */
export function stringAt(text: string, column: number): (Span & { readonly closed: boolean }) | undefined {
  let start = text.indexOf('"');
  while (start >= 0 && start < column) {
    const close = closingQuote(text, start);
    if (close < 0) {
      return { start, end: text.length, closed: false };
    }
    if (column <= close + 1) {
      return { start, end: close + 1, closed: true };
    }
    start = text.indexOf('"', close + 1);
  }
  return undefined;
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0) {
    let slashes = 0;
    while (text.charAt(close - 1 - slashes) === '\\') {
      slashes++;
    }
    if (slashes % 2 === 0) {
      return close;
    }
    close = text.indexOf('"', close + 1);
  }
  return -1;
}

function siblingsOf(node: Node | undefined, written: number): JsonObject {
  const properties = node?.type === 'object' ? (node.children ?? []) : [];
  const siblings: JsonObject = Object.create(null);
  for (const property of properties) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && key.offset !== written) {
      siblings[String(key.value)] = value === undefined ? null : getNodeValue(value);
    }
  }
  return siblings;
}
