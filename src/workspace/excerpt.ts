import { graphemesOf, printable, terminalWidth } from './printable.ts';
import type { Excerpt } from './report.ts';

/** Columns of a terminal that an excerpt takes at most, the dots at its ends included. */
const room = 100;

/** How much of it may stand before the underlined part. */
const roomBefore = 36;

/** UTF-16 units looked at on each side: more would not fit, whatever they are. */
const reach = 512;

const dots = '…';

/** The part of a row around some of its columns, as printable text of about a terminal's width. */
export function excerptOf(text: string, start: number, end: number): Excerpt {
  const before = last(roomBefore, text.slice(Math.max(0, start - reach), start));
  const cutBefore = before.cut || start > reach;
  const left = room - before.width - 2;
  const marked = first(left, text.slice(start, Math.min(end, start + reach)));
  const cutMarked = marked.cut || end - start > reach;
  const after = cutMarked
    ? { text: '', width: 0, cut: true }
    : first(left - marked.width, text.slice(end, end + reach));
  const cutAfter = after.cut || (!cutMarked && text.length > end + reach);
  const lead = cutBefore ? dots : '';
  return {
    text: `${lead}${before.text}${marked.text}${after.text}${cutAfter ? dots : ''}`,
    before: before.width + lead.length,
    width: Math.max(1, marked.width),
  };
}

interface Part {
  readonly text: string;
  readonly width: number;
  readonly cut: boolean;
}

/** What a character is a column of: most rows, and not worth a look at each character. */
const ascii = /^[ -~]*$/;

/** A character each, as it is printed. A tab is one blank: its width would hang on where it stands. */
function pieces(text: string): string[] {
  return graphemesOf(text.replaceAll('\t', ' ')).map(printable);
}

function first(columns: number, source: string): Part {
  if (ascii.test(source)) {
    const text = source.slice(0, columns);
    return { text, width: text.length, cut: text.length < source.length };
  }
  let text = '';
  let width = 0;
  for (const piece of pieces(source)) {
    const more = terminalWidth(piece);
    if (width + more > columns) {
      return { text, width, cut: true };
    }
    text += piece;
    width += more;
  }
  return { text, width, cut: false };
}

function last(columns: number, source: string): Part {
  if (ascii.test(source)) {
    const text = source.slice(Math.max(0, source.length - columns));
    return { text, width: text.length, cut: text.length < source.length };
  }
  const kept: string[] = [];
  let width = 0;
  for (const piece of pieces(source).reverse()) {
    const more = terminalWidth(piece);
    if (width + more > columns) {
      return { text: kept.reverse().join(''), width, cut: true };
    }
    kept.push(piece);
    width += more;
  }
  return { text: kept.reverse().join(''), width, cut: false };
}
