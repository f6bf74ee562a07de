/** Stretches of a text: [start, end). */
export type Region = readonly [start: number, end: number];

/**
 * The code in a text as Markdown marks it: fenced blocks, of which the last may have no end, and words between
 * backticks. Looked for only where something was found that would be no fault in code.
 */
export function codeRegions(text: string): readonly Region[] {
  if (!text.includes('`') && !text.includes('~~~')) {
    return [];
  }
  const regions: Region[] = [];
  const fences = /^[ \t>]*(```+|~~~+)/gm;
  let from = 0;
  for (let open = fences.exec(text); open !== null; open = fences.exec(text)) {
    inlineCode(text, from, open.index, regions);
    const mark = open[1]!;
    let close = fences.exec(text);
    while (close !== null && !close[1]!.startsWith(mark)) {
      close = fences.exec(text);
    }
    from = close === null ? text.length : close.index + close[0].length;
    regions.push([open.index, from]);
    if (close === null) {
      break;
    }
  }
  inlineCode(text, from, text.length, regions);
  return regions;
}

function inlineCode(text: string, start: number, end: number, regions: Region[]): void {
  let open = text.indexOf('`', start);
  while (open >= 0 && open < end) {
    let width = 1;
    while (text[open + width] === '`') {
      width++;
    }
    const close = text.indexOf('`'.repeat(width), open + width);
    if (close < 0 || close >= end) {
      return;
    }
    regions.push([open, close + width]);
    open = text.indexOf('`', close + width);
  }
}

export function isWithin(regions: readonly Region[], index: number): boolean {
  return regions.some(([start, end]) => index >= start && index < end);
}

/** How a line of code looks that nobody has fenced: assignments, calls, keywords, comments, tags. */
const code =
  /[;{]\s*$|^\s*(?:\/\/|\/\*|\*\/|--|#(?!#* \p{L}+ ?$)|<(?:\/?[a-z]\w*\s*\/?>|[a-z]\w*\s[\w-]+=|!--)|@\w)|\b[a-z_]\w*\(.*\)|\b[fF]["']|=>|[=!]=|\$\{|::|^\s*(?:def|class|import|from|const|let|var|return|function|public|private|echo|print|elif|else|for|while|SELECT|INSERT|UPDATE)\b|^\s*[\w.[\]]+ ?[-+*]?= ?\S/u;

/** A longer line is prose, or nobody's to read. */
const longestLine = 300;

/** Whether the line of a text that holds an offset is code. */
export function isCodeLine(text: string, index: number): boolean {
  // No farther than a line may be long: a text of one line is asked about each of its words.
  const from = Math.max(0, index - longestLine);
  const around = text.slice(from, index + longestLine);
  const before = around.lastIndexOf('\n', index - from - 1);
  const next = around.indexOf('\n', index - from);
  if ((before < 0 && from > 0) || (next < 0 && around.length < text.length - from)) {
    return false;
  }
  return code.test(around.slice(before + 1, next < 0 ? around.length : next));
}
