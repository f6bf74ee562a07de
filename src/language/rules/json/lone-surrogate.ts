import { columnsAt, type Span } from '../../document/place.ts';
import type { ObjectRule } from '../rule.ts';

const surrogateEscape = /\\u[dD][89a-fA-F]/;

/** Half of a character: JSON can escape one, and no encoder can write it. */
export const loneSurrogate: ObjectRule = {
  code: 'json.lone-surrogate',
  title: 'Half a character',
  severity: 'error',
  scope: 'row',
  on: 'object',
  check({ text }, report) {
    if (!text.includes('\\u') || !surrogateEscape.test(text)) {
      return;
    }
    const [first, ...rest] = loneSurrogates(text);
    if (first === undefined) {
      return;
    }
    const more = rest.length === 0 ? '' : ` The row has ${rest.length} more.`;
    report({
      place: columnsAt(first.start, first.end),
      message: `"${text.slice(first.start, first.end)}" is only half of a character (a lone surrogate, often left where a text was cut in the middle of an emoji). Python reads it and then fails to encode it, so the training breaks off.${more}`,
      fix: {
        title: 'Remove the half character',
        safety: 'suggested',
        change: (row) => ({
          kind: 'columns',
          edits: loneSurrogates(row.text).map((span) => ({ ...span, text: '' })),
        }),
      },
    });
  },
};

/** Escapes of one half of a surrogate pair without the other half beside it. */
function loneSurrogates(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    const code = escapedAt(text, at);
    if (code === undefined) {
      at += 2;
    } else if (isHigh(code) && isLow(escapedAt(text, at + 6))) {
      at += 12;
    } else {
      if (isHigh(code) || isLow(code)) {
        found.push({ start: at, end: at + 6 });
      }
      at += 6;
    }
  }
  return found;
}

/** The code unit that a \u escape at `at` stands for; undefined where there is none. */
function escapedAt(text: string, at: number): number | undefined {
  if (text.charAt(at) !== '\\' || text.charAt(at + 1) !== 'u') {
    return undefined;
  }
  return Number.parseInt(text.slice(at + 2, at + 6), 16);
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number | undefined): boolean {
  return code !== undefined && code >= 0xdc00 && code <= 0xdfff;
}
