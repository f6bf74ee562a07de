const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/**
 * How many object keys a row of valid JSON writes. JSON.parse keeps only the last of two equal keys, so a row that
 * writes more keys than its value has, has duplicates. Jumps from quote to quote: the cost is that of the strings'
 * number, not of their length.
 */
export function countKeys(text: string): number {
  let keys = 0;
  let open = text.indexOf('"');
  while (open >= 0) {
    let close = text.indexOf('"', open + 1);
    while (close > 0 && isEscaped(text, close)) {
      close = text.indexOf('"', close + 1);
    }
    if (close < 0) {
      break;
    }
    let next = close + 1;
    while (isSpace(text.charCodeAt(next))) {
      next++;
    }
    const after = text.charCodeAt(next);
    if (after === COLON) {
      keys++;
    }
    open = after === QUOTE ? next : text.indexOf('"', next);
  }
  return keys;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  for (let index = quote - 1; text.charCodeAt(index) === BACKSLASH; index--) {
    slashes++;
  }
  return slashes % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
