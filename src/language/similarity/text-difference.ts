/** Where two texts differ: offsets [start, end) into each, the first difference only. */
export interface Difference {
  readonly a: readonly [start: number, end: number];
  readonly b: readonly [start: number, end: number];
}

/** How much has to be the same again for a difference to be over, and how far that is looked for. */
const agreement = 8;
const farthest = 80;

/** How much the same two texts begin with, in UTF-16 units; never half a character. */
export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) {
    length++;
  }
  return length > 0 && isHighSurrogate(a.charCodeAt(length - 1)) ? length - 1 : length;
}

/** How much the same they end with, beyond the first `from` units of both. */
export function commonEnd(a: string, b: string, from: number): number {
  const most = Math.min(a.length, b.length) - from;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) {
    length++;
  }
  return length > 0 && isLowSurrogate(a.charCodeAt(a.length - length)) ? length - 1 : length;
}

/**
 * The first place where two texts differ, widened to whole words, so that a person sees what is meant; never empty in
 * `a` unless `a` is. Undefined where the texts are equal.
 */
export function firstDifference(a: string, b: string): Difference | undefined {
  if (a === b) {
    return undefined;
  }
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const [left, right] = nextAgreement(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return widened(a, b, start, start + left, start + right);
}

/** How much of two middles passes until they agree again; all of both where they don't. */
function nextAgreement(a: string, b: string): [number, number] {
  for (let skipped = 0; skipped <= farthest * 2; skipped++) {
    for (let left = Math.max(0, skipped - farthest); left <= Math.min(skipped, farthest); left++) {
      const right = skipped - left;
      const next = a.slice(left, left + agreement);
      if (next.length === agreement && b.startsWith(next, right) && !isLowSurrogate(next.charCodeAt(0))) {
        return [left, right];
      }
    }
  }
  return [a.length, b.length];
}

function widened(a: string, b: string, start: number, aEnd: number, bEnd: number): Difference {
  let from = start;
  let left = aEnd;
  let right = bEnd;
  const inside = (text: string, at: number) => isWord(text, at - 1) && isWord(text, at);
  // What comes before is the same in both.
  if (inside(a, from) || inside(b, from)) {
    while (isWord(a, from - 1)) {
      from--;
    }
  }
  if (inside(a, left) || inside(b, right)) {
    while (isWord(a, left) && a[left] === b[right]) {
      left++;
      right++;
    }
  }
  if (from === left && a !== '') {
    // Something is missing, and there is nothing to point at: then at the word that follows, or the one before.
    const forward = isWord(a, left) || from === 0;
    do {
      if (forward) {
        left++;
        right++;
      } else {
        from--;
      }
    } while (forward ? isWord(a, left) && a[left] === b[right] : isWord(a, from - 1) && isWord(a, from));
  }
  return { a: [from, left], b: [from, right] };
}

/** Letters, digits and what joins them; every half of a surrogate pair counts as one, so that none is cut. */
function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{N}\p{M}'’_\ud800-\udfff]/u.test(text[at]!);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
