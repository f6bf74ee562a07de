import { createScanner, type JSONScanner } from 'jsonc-parser';
import { closingQuotes } from './strings.ts';

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | 'string'
  /** A text in quotes that JSON doesn't know: single, curly or backtick ones. */
  | 'quoted'
  | 'number'
  /** A run of letters and digits that is no number: `true`, `None`, `NaN`, `01`, a key without quotes. */
  | 'word'
  | 'comment'
  /** White space that JSON doesn't know: a no-break space, a byte order mark. */
  | 'space'
  /** Any other single character. */
  | 'symbol'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** jsonc-parser's kinds of tokens (`SyntaxKind` is a const enum, which a build of single files can't read). */
const kinds: readonly (TokenKind | undefined)[] = [
  undefined,
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'word',
  'word',
  'word',
  'string',
  'number',
  'comment',
  'comment',
];
const lineBreak = 14;
const trivia = 15;
const endOfFile = 17;

const word = /[\p{L}\p{N}\p{M}_$.+-]+/uy;
const oddSpace = /[\s\u200b-\u200d\u2060\ufeff]+/uy;

/** Cuts text that is meant to be JSON into tokens, also where it isn't. */
export class Tokens {
  readonly #text: string;
  readonly #scanner: JSONScanner;

  constructor(text: string, start = 0) {
    this.#text = text;
    this.#scanner = createScanner(text, false);
    this.#scanner.setPosition(start);
  }

  next(): Token {
    const scanner = this.#scanner;
    let kind: number = scanner.scan();
    while (kind === trivia || kind === lineBreak) {
      kind = scanner.scan();
    }
    const start = scanner.getTokenOffset();
    if (kind === endOfFile) {
      return { kind: 'end', start, end: start };
    }
    const known = kinds[kind];
    if (known !== undefined && known !== 'word' && known !== 'number') {
      return { kind: known, start, end: start + scanner.getTokenLength() };
    }
    // What jsonc-parser ends at a sign or a dot (`-Infinity`, `01`, `1.2.3`) was meant as one.
    const end = matchEnd(word, this.#text, start);
    if (known === 'number' && end <= start + scanner.getTokenLength() && scanner.getTokenError() === 0) {
      return { kind: 'number', start, end };
    }
    const token = end > start ? { kind: 'word' as const, start, end } : this.#odd(start);
    scanner.setPosition(token.end);
    return token;
  }

  #odd(start: number): Token {
    const text = this.#text;
    const char = String.fromCodePoint(text.codePointAt(start)!);
    const close = closingQuotes[char];
    if (close !== undefined) {
      return { kind: 'quoted', start, end: quotedEnd(text, start, close) };
    }
    const end = matchEnd(oddSpace, text, start);
    if (end > start) {
      return { kind: 'space', start, end };
    }
    if (char === '#' && /\s/.test(text.charAt(start + 1))) {
      return { kind: 'comment', start, end: lineEnd(text, start) };
    }
    return { kind: 'symbol', start, end: start + char.length };
  }
}

function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/**
 * The end of a text in quotes of another kind. A quote that no comma, colon, bracket or end follows stands inside the
 * text: an apostrophe.
 */
function quotedEnd(text: string, start: number, close: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') {
      at++;
    } else if (char === '\n') {
      return at;
    } else if (char === close && /^\s*(?:[,:}\]]|$)/.test(text.slice(at + 1, at + 9))) {
      return at + 1;
    }
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
