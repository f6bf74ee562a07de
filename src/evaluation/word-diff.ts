import { commonEnd, commonStart } from '../language/similarity/text-difference.ts';

/** A stretch of text that both have, or only the one or the other. */
export interface Part {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Words that differ; more are shown as one text in place of the other. Bounds time and memory (16 MB). */
const mostEdits = 2_000;
/** Beyond this many words nobody reads side by side. */
const mostWords = 200_000;

/**
 * How text `a` becomes `b`, word by word, for showing them side by side: the `same` and `removed` parts are `a`, the `same`
 * and `added` ones `b`. Words are runs of letters and digits; in scripts without spaces each character is one; so is each
 * punctuation mark. Myers' greedy algorithm (1986), with what is only space between two changes part of them. Texts too
 * different, or too long, are one change between what they begin and end with.
 */
export function wordDiff(a: string, b: string): readonly Part[] {
  const start = wordStart(a, b, commonStart(a, b));
  const end = wordEnd(a, b, start, commonEnd(a, b, start));
  const left = wordsOf(a.slice(start, a.length - end));
  const right = wordsOf(b.slice(start, b.length - end));
  const parts = new Parts();
  parts.add('same', a.slice(0, start));
  const path = left.length + right.length > mostWords ? undefined : editPath(left, right);
  if (path === undefined) {
    parts.add('removed', left.join(''));
    parts.add('added', right.join(''));
  } else {
    for (const [kind, text] of path) {
      parts.add(kind, text);
    }
  }
  parts.add('same', a.slice(a.length - end));
  return parts.joined();
}

/** Scripts that write no spaces between words. */
const spaceless = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const wordCharacter = '\\p{L}\\p{N}\\p{M}_';
const word = new RegExp(
  `[${spaceless}]\\p{M}*|[${wordCharacter}]+?(?=[${spaceless}]|[^${wordCharacter}]|$)|\\s+|[\\s\\S]`,
  'gu',
);

/** Words, marks and runs of white space. */
function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

/** Where a common beginning or end stops within a word, that word is not common. */
function wordStart(a: string, b: string, start: number): number {
  let at = start;
  const cuts = (text: string) => at > 0 && at < text.length && !isSpace(text[at]!) && !isSpace(text[at - 1]!);
  if (cuts(a) || cuts(b)) {
    while (at > 0 && !isSpace(a[at - 1]!)) {
      at--;
    }
  }
  return at;
}

function wordEnd(a: string, b: string, start: number, end: number): number {
  let size = end;
  const cuts = (text: string) => {
    const at = text.length - size;
    return size > 0 && at > start && !isSpace(text[at]!) && !isSpace(text[at - 1]!);
  };
  if (cuts(a) || cuts(b)) {
    while (size > 0 && !isSpace(a[a.length - size]!)) {
      size--;
    }
  }
  return size;
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}

/** The shortest way from one list of words to the other; undefined where it is too long. */
function editPath(a: readonly string[], b: readonly string[]): [Part['kind'], string][] | undefined {
  const most = Math.min(mostEdits, a.length + b.length);
  const reach = new Int32Array(2 * most + 3);
  const origin = most + 1;
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice(origin - edits - 1, origin + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = reach[origin + diagonal + 1]!;
      const before = reach[origin + diagonal - 1]!;
      let x = diagonal === -edits || (diagonal !== edits && before < below) ? below : before + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) {
        x++;
      }
      reach[origin + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) {
        return backwards(a, b, trace);
      }
    }
  }
  return undefined;
}

/** Follows the trace from the end of both lists to their beginning. */
function backwards(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Int32Array[],
): [Part['kind'], string][] {
  const path: [Part['kind'], string][] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits]!;
    const diagonal = x - y;
    const below = reach[edits + 1 + diagonal + 1]!;
    const before = reach[edits + 1 + diagonal - 1]!;
    const added = diagonal === -edits || (diagonal !== edits && before < below);
    const fromX = edits === 0 ? 0 : added ? below : before;
    const fromY = edits === 0 ? 0 : fromX - (added ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY) {
      path.push(['same', a[--x]!]);
      y--;
    }
    if (edits > 0) {
      path.push(added ? ['added', b[--y]!] : ['removed', a[--x]!]);
    }
  }
  return path.reverse();
}

/** Collects words into stretches: of a change first all that goes, then all that comes. */
class Parts {
  readonly #done: Part[] = [];
  #removed = '';
  #added = '';
  #same = '';

  add(kind: Part['kind'], text: string): void {
    if (text === '') {
      return;
    }
    if (kind === 'same') {
      this.#same += text;
      return;
    }
    if (this.#same !== '') {
      if (this.#same.trim() === '' && this.#removed + this.#added !== '') {
        this.#removed += this.#same;
        this.#added += this.#same;
        this.#same = '';
      } else {
        this.#flush();
      }
    }
    if (kind === 'removed') {
      this.#removed += text;
    } else {
      this.#added += text;
    }
  }

  joined(): readonly Part[] {
    this.#flush();
    return this.#done;
  }

  #flush(): void {
    const pending: Part[] = [
      { kind: 'removed', text: this.#removed },
      { kind: 'added', text: this.#added },
      { kind: 'same', text: this.#same },
    ];
    this.#done.push(...pending.filter(({ text }) => text !== ''));
    this.#removed = '';
    this.#added = '';
    this.#same = '';
  }
}
