import type { Span } from '../../document/place.ts';
import { deepestNesting } from '../../document/shape.ts';
import { commonWord, isLiteral, isNonFinite } from './literals.ts';
import type { Mistake, MistakeKind, Reading } from './mistake.ts';
import { closingQuotes, flawsIn, isClosed, requote } from './strings.ts';
import { type Token, Tokens } from './tokens.ts';

/** Reads text that JSON.parse refused and says where and why, going on past each mistake that can be put right. */
export function readingOf(text: string, start = 0): Reading {
  const reader = new Reader(text, start);
  reader.read();
  return reader;
}

interface Open {
  readonly bracket: '{' | '[';
  readonly start: number;
}

/** What may come next. `first-…`: right after the opening bracket, where the closing one may stand as well. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'separator' | 'end';

class Reader implements Reading {
  readonly mistakes: Mistake[] = [];
  readonly nonFinite: Span[] = [];
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #open: Open[] = [];
  #expected: Expected = 'value';
  #last: Token;
  #lastComma: Token | undefined = undefined;
  /** Whether the value at the root is an object: only then more of the same can follow as rows of their own. */
  #isRow = false;
  #stopped = false;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#tokens = new Tokens(text, start);
    this.#last = { kind: 'symbol', start, end: start };
  }

  read(): void {
    while (!this.#stopped) {
      const token = this.#tokens.next();
      if (token.kind === 'end') {
        this.#atEnd(token);
        break;
      }
      if (!this.#skip(token)) {
        this.#take(token);
        this.#last = token;
      }
    }
    // A trailing comma is known as such only at the bracket after it.
    this.mistakes.sort((a, b) => a.start - b.start);
  }

  #take(token: Token): void {
    switch (this.#expected) {
      case 'value':
      case 'first-value':
        this.#takeValue(token);
        return;
      case 'key':
      case 'first-key':
        this.#takeKey(token);
        return;
      case 'colon':
        this.#takeColon(token);
        return;
      case 'separator':
        this.#takeSeparator(token);
        return;
      case 'end':
        this.#takeRest(token);
        return;
    }
  }

  /** What can stand between any two tokens and never belongs there. */
  #skip(token: Token): boolean {
    if (token.kind === 'comment') {
      this.#mend('comment', token, '', {
        start: token.start,
        end: token.start + (this.#text[token.start] === '#' ? 1 : 2),
      });
      return true;
    }
    if (token.kind === 'space') {
      const isMark = this.#text.slice(token.start, token.end) === '\ufeff';
      this.#mend(isMark ? 'misplaced-mark' : 'odd-space', token, isMark ? '' : ' ');
      return true;
    }
    return false;
  }

  #takeValue(token: Token): void {
    switch (token.kind) {
      case '{':
      case '[':
        this.#push(token, token.kind);
        return;
      case ']':
      case '}':
        this.#closeEarly(token, token.kind);
        return;
      case ',':
        if (this.#expected === 'value' && this.#last.kind === ',') {
          this.#mend('extra-comma', token, '');
        } else {
          this.#stop(this.#open.length === 0 ? 'fragment' : 'missing-value', token);
        }
        return;
      case ':':
        this.#stop('missing-value', token);
        return;
      case 'number':
        if (!Number.isFinite(Number(this.#text.slice(token.start, token.end)))) {
          this.nonFinite.push(token);
        }
        this.#finishValue();
        return;
      case 'word':
        this.#takeWord(token);
        return;
      case 'string':
      case 'quoted':
        if (this.#takeText(token)) {
          this.#finishValue();
        }
        return;
      default:
        this.#stop('symbol', token);
        return;
    }
  }

  #takeWord(token: Token): void {
    const text = this.#text.slice(token.start, token.end);
    const literal = commonWord(text);
    if (isNonFinite(text)) {
      this.nonFinite.push(token);
    } else if (literal !== undefined) {
      this.#mend('word', token, literal);
    } else if (!isLiteral(text) && token.end === this.#text.trimEnd().length && this.#open.length > 0) {
      this.#stop('cut-off', lastCharacter(this.#text, token.end), { opening: this.#open.at(-1)!.start });
      return;
    } else if (!isLiteral(text)) {
      this.#stop(/^[-+.]?\d/.test(text) ? 'number' : 'bare-text', token);
      return;
    }
    this.#finishValue();
  }

  #takeKey(token: Token): void {
    switch (token.kind) {
      case 'string':
      case 'quoted':
        if (this.#takeText(token)) {
          this.#expected = 'colon';
        }
        return;
      case 'word':
      case 'number':
        this.#mend('unquoted-key', token, JSON.stringify(this.#text.slice(token.start, token.end)));
        this.#expected = 'colon';
        return;
      case '}':
      case ']':
        this.#closeEarly(token, token.kind);
        return;
      case ',':
        if (this.#last.kind === ',') {
          this.#mend('extra-comma', token, '');
        } else {
          this.#stop('missing-key', token);
        }
        return;
      default:
        this.#stop('missing-key', token);
        return;
    }
  }

  #takeColon(token: Token): void {
    if (token.kind === ':') {
      this.#expected = 'value';
    } else if (this.#last.end === token.start && (token.kind === 'word' || token.kind === 'string')) {
      this.#stop('inner-quote', { start: token.start - 1, end: token.start });
    } else if (token.kind === ',' || token.kind === '}' || token.kind === ']') {
      this.#stop('missing-colon', token);
    } else if (token.kind === 'symbol') {
      this.#mend('missing-colon', token, ':');
      this.#expected = 'value';
    } else {
      this.#insert('missing-colon', token, ':');
      this.#expected = 'value';
      this.#takeValue(token);
    }
  }

  #takeSeparator(token: Token): void {
    const top = this.#open.at(-1)!;
    if (token.kind === ',') {
      this.#lastComma = token;
      this.#expected = top.bracket === '{' ? 'key' : 'value';
      return;
    }
    if (token.kind === '}' || token.kind === ']') {
      this.#close(token, token.kind);
      return;
    }
    const touches = this.#last.end === token.start && this.#last.kind === 'string';
    if (touches && ['string', 'number', 'word', 'symbol'].includes(token.kind)) {
      this.#stop('inner-quote', { start: token.start - 1, end: token.start });
      return;
    }
    if (this.#last.kind === 'string' && token.kind === 'word' && !this.#isValueWord(token)) {
      this.#stop('inner-quote', { start: this.#last.end - 1, end: this.#last.end });
      return;
    }
    if (token.kind === ':' && top.bracket === '[' && this.#last.kind === 'string') {
      // A key in a list: the list was meant to be over before it.
      this.#stop('missing-bracket', token, { opening: top.start, wanted: ']' });
      return;
    }
    if (token.kind === 'symbol' || token.kind === ':') {
      this.#stop('symbol', token);
      return;
    }
    this.#insert('missing-comma', token, ',');
    this.#expected = top.bracket === '{' ? 'key' : 'value';
    this.#take(token);
  }

  /** What follows the row's own value. */
  #takeRest(token: Token): void {
    if (!this.#isRow) {
      // `"messages": [` and `"Hi",` are lines of an object that is spread over several.
      this.#stop(token.kind === ':' || token.kind === ',' ? 'fragment' : 'extra-text', token);
      return;
    }
    if (token.kind === ',') {
      this.#lastComma = token;
      this.#mend('row-comma', token, '');
    } else if (token.kind === '{') {
      const from = this.#last.kind === ',' ? this.#endBefore(this.#last.start) : this.#last.end;
      if (this.#last.kind === ',') {
        this.mistakes.pop();
      }
      const edit = { start: from, end: token.start, text: '\n' };
      this.mistakes.push({ kind: 'second-value', start: token.start, end: token.end, edit });
      this.#push(token, '{');
    } else if (token.kind === '}' || token.kind === ']') {
      this.#mend('extra-bracket', token, '');
    } else {
      this.#stop('extra-text', token);
    }
  }

  #push(token: Token, bracket: '{' | '['): void {
    if (this.#open.length === 0) {
      this.#isRow = bracket === '{';
    }
    if (this.#open.length > deepestNesting) {
      this.#stop('too-deep', token);
      return;
    }
    this.#open.push({ bracket, start: token.start });
    this.#expected = bracket === '{' ? 'first-key' : 'first-value';
  }

  #finishValue(): void {
    this.#expected = this.#open.length === 0 ? 'end' : 'separator';
  }

  /** A closing bracket where a key or a value was to come. */
  #closeEarly(token: Token, bracket: '}' | ']'): void {
    if (this.#open.length === 0) {
      this.#stop('fragment', token);
      return;
    }
    if (this.#last.kind === ',' && this.#lastComma !== undefined) {
      this.#mend('trailing-comma', this.#lastComma, '');
      this.#close(token, bracket);
      return;
    }
    if (this.#expected === 'value') {
      this.#stop('missing-value', token);
      return;
    }
    this.#close(token, bracket);
  }

  #close(token: Token, bracket: '}' | ']'): void {
    const opening = bracket === '}' ? '{' : '[';
    const depth = this.#open.findLastIndex((open) => open.bracket === opening);
    const inner = this.#open.at(-1)!;
    if (depth < 0) {
      this.#stop('missing-bracket', token, { opening: inner.start, wanted: closerOf(inner) });
      return;
    }
    const missing = this.#open.splice(depth).slice(1);
    if (missing.length > 0) {
      const closers = closersOf(missing);
      const edit = { start: token.start, end: token.start, text: closers };
      this.mistakes.push({
        kind: 'missing-bracket',
        start: token.start,
        end: token.end,
        edit,
        opening: inner.start,
        wanted: closers,
      });
    }
    this.#finishValue();
  }

  /** A string, or what was meant as one. False where it never ends. */
  #takeText(token: Token): boolean {
    const { start, end } = token;
    if (token.kind === 'quoted') {
      if (end - start < 2 || this.#text.charAt(end - 1) !== closingQuotes[this.#text.charAt(start)]) {
        this.#stop('cut-off', lastCharacter(this.#text, end), { opening: start });
        return false;
      }
      this.#mend('quotes', token, requote(this.#text.slice(start, end)), { start, end: start + 1 });
      return true;
    }
    for (const flaw of flawsIn(this.#text, start, end)) {
      this.#mend(flaw.kind === 'control' ? 'control-character' : 'bad-escape', flaw, flaw.text);
    }
    if (isClosed(this.#text, start, end)) {
      return true;
    }
    this.#stop('cut-off', lastCharacter(this.#text, end), { opening: start });
    return false;
  }

  #atEnd(token: Token): void {
    if (this.#expected === 'end' || (this.#open.length === 0 && this.mistakes.length > 0)) {
      return;
    }
    const at = lastCharacter(this.#text, token.start);
    const inner = this.#open.at(-1);
    if (inner === undefined || this.#expected !== 'separator') {
      this.#stop('cut-off', at, inner === undefined ? {} : { opening: inner.start });
      return;
    }
    // Every value is there, and only what closes them is missing. A number may have had more digits.
    const closers = closersOf(this.#open);
    const isWhole = this.#last.kind !== 'number' && this.#last.kind !== 'word';
    const edit = isWhole ? { start: at.end, end: at.end, text: closers } : undefined;
    this.mistakes.push({ kind: 'missing-bracket', ...at, edit, opening: inner.start, wanted: closers });
  }

  /** Whether a word could be a value after a missing comma, or a key without quotes. */
  #isValueWord(token: Token): boolean {
    const text = this.#text.slice(token.start, token.end);
    return isLiteral(text) || isNonFinite(text) || commonWord(text) !== undefined;
  }

  #endBefore(offset: number): number {
    return this.#text.slice(0, offset).trimEnd().length;
  }

  #mend(kind: MistakeKind, { start, end }: Span, text: string, shown: Span = { start, end }): void {
    this.mistakes.push({ kind, start: shown.start, end: shown.end, edit: { start, end, text } });
  }

  #insert(kind: MistakeKind, token: Token, text: string): void {
    const edit = { start: this.#last.end, end: this.#last.end, text };
    this.mistakes.push({ kind, ...shownOf(token), edit });
  }

  #stop(
    kind: MistakeKind,
    span: Span & { kind?: Token['kind'] },
    more: Pick<Mistake, 'opening' | 'wanted'> = {},
  ): void {
    this.mistakes.push({ kind, ...shownOf(span), edit: undefined, ...more });
    this.#stopped = true;
  }
}

/** Of a text only the quote is shown, of anything else no more than a few words' length. */
function shownOf({ start, end, kind }: Span & { kind?: Token['kind'] }): Span {
  const longest = kind === 'string' || kind === 'quoted' ? 1 : 40;
  return { start, end: Math.min(end, start + longest) };
}

function lastCharacter(text: string, end: number): Span {
  const last = text.slice(0, end).trimEnd().length;
  return { start: Math.max(0, last - 1), end: last };
}

function closerOf(open: Open): string {
  return open.bracket === '{' ? '}' : ']';
}

function closersOf(open: readonly Open[]): string {
  return open.map(closerOf).reverse().join('');
}
