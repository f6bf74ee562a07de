import {
  CLOSE_BRACKET,
  closingQuote,
  endOfBrackets,
  isSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
} from './brackets.ts';

/**
 * The objects of a text that is one list of them, or has them one after another, each as it is written but on one
 * line: only white space outside of strings is dropped, so that numbers, escapes and repeated keys stay what they
 * are. Undefined where anything else is in the text, or an object is no JSON.
 */
export function objectsOf(text: string): readonly string[] | undefined {
  const objects: string[] = [];
  let at = skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0);
  const isArray = text.charCodeAt(at) === OPEN_BRACKET;
  at = isArray ? skipSpace(text, at + 1) : at;
  while (text.charCodeAt(at) === OPEN_BRACE) {
    const end = endOfBrackets(text, at);
    const source = text.slice(at, end);
    if (!isJson(source)) {
      return undefined;
    }
    objects.push(onOneLine(source));
    at = skipSpace(text, end);
    if (text[at] === ',') {
      at = skipSpace(text, at + 1);
    }
  }
  if (isArray) {
    if (text.charCodeAt(at) !== CLOSE_BRACKET) {
      return undefined;
    }
    at = skipSpace(text, at + 1);
  }
  return at < text.length || objects.length === 0 ? undefined : objects;
}

/** A JSON text without the white space between its tokens. */
export function onOneLine(json: string): string {
  let result = '';
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const close = closingQuote(json, at);
      at = close < 0 ? json.length : close;
    } else if (isSpace(code)) {
      result += json.slice(from, at);
      from = at + 1;
    }
  }
  return result + json.slice(from);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
