import type { ColumnEdit } from '../../document/place.ts';

/** A character of a string that JSON does not allow there. */
export interface Flaw extends ColumnEdit {
  readonly kind: 'control' | 'escape';
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};
const unicodeEscape = /\\u[0-9a-fA-F]{4}/y;

/** What is wrong between the quotes of a string, with what it would have to be. */
export function flawsIn(text: string, start: number, end: number): Flaw[] {
  const flaws: Flaw[] = [];
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 32) {
      flaws.push({ kind: 'control', start: at, end: at + 1, text: escapeControl(text.charAt(at)) });
    } else if (code === 92) {
      if (!isEscape(text, at) && at + 1 < end) {
        const escaped = String.fromCodePoint(text.codePointAt(at + 1)!);
        // \' is an apostrophe that needed no escape; any other backslash was meant as one.
        const meant = escaped === "'" ? "'" : `\\\\${escaped < ' ' ? escapeControl(escaped) : escaped}`;
        flaws.push({ kind: 'escape', start: at, end: at + 1 + escaped.length, text: meant });
      }
      at++;
    }
  }
  return flaws;
}

/** Whether a string's token, which ends at `end`, has its closing quote. */
export function isClosed(text: string, start: number, end: number): boolean {
  let at = start + 1;
  while (at < end - 1) {
    at += text.charCodeAt(at) === 92 ? 2 : 1;
  }
  return at === end - 1 && text.charCodeAt(at) === 34;
}

export const closingQuotes: Readonly<Record<string, string>> = { "'": "'", '`': '`', '‘': '’', '“': '”' };

/** A text in quotes of another kind, written as JSON writes it. Python's and JavaScript's escapes are understood. */
export function requote(quoted: string): string {
  let result = '"';
  for (let at = 1; at < quoted.length - 1; at++) {
    const char = quoted.charAt(at);
    if (char === '\\') {
      const [text, length] = translateEscape(quoted, at);
      result += text;
      at += length - 1;
    } else if (char === '"') {
      result += '\\"';
    } else {
      result += char < ' ' ? escapeControl(char) : char;
    }
  }
  return `${result}"`;
}

function translateEscape(text: string, at: number): [text: string, length: number] {
  if (isEscape(text, at)) {
    return text.charAt(at + 1) === 'u' ? [text.slice(at, at + 6), 6] : [text.slice(at, at + 2), 2];
  }
  const hex = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 4));
  if (hex !== null) {
    return [`\\u00${hex[1]}`, 4];
  }
  return /['`‘’“”]/.test(text.charAt(at + 1)) ? [text.charAt(at + 1), 2] : ['\\\\', 1];
}

/** Whether the backslash at `at` begins an escape that JSON knows. */
function isEscape(text: string, at: number): boolean {
  if (text.charAt(at + 1) !== 'u') {
    return '"\\/bfnrt'.includes(text.charAt(at + 1) || ' ');
  }
  unicodeEscape.lastIndex = at;
  return unicodeEscape.test(text);
}

function escapeControl(char: string): string {
  return shortEscapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
