import { bytes, encode, pairs } from './utf8.ts';

/**
 * Words whose absence clears a text of a suspicion. Rules look for dozens of them in every text of a file, and nearly
 * always in vain: one scan looks for the words of all groups at once and is remembered with the text.
 *
 * The scan is Wu and Manber's: it looks at two bytes, and where no word has those two at the right place it skips as
 * many bytes as the shortest word is long, less one. ("A fast algorithm for multi-pattern searching", 1994.)
 */
export class HintGroup {
  readonly #bit: number;

  /** Words of at least three characters: shorter ones fill no pair for sure, and `includes` finds them as fast. */
  constructor(words: readonly string[]) {
    if (groups.length === 31 || words.some((word) => word.length < 3)) {
      throw new RangeError(
        'A hint is at least three characters long, and there are at most 31 groups of them',
      );
    }
    this.#bit = 1 << groups.length;
    groups.push(words);
    scanner = undefined;
  }

  /** Whether any word of the group occurs in the text, in exactly this spelling. */
  in(text: HintedText): boolean {
    return (hintsIn(text) & this.#bit) !== 0;
  }
}

/** A text that remembers what was found in it. */
export interface HintedText {
  readonly text: string;
  /** Bits of the groups found; undefined before the first scan. */
  hints?: number | undefined;
}

const groups: (readonly string[])[] = [];
let scanner: Scanner | undefined;

function hintsIn(text: HintedText): number {
  let hints = text.hints;
  if (hints === undefined) {
    scanner ??= new Scanner(groups);
    hints = scanner.scan(text.text);
    text.hints = hints;
  }
  return hints;
}

interface Word {
  readonly bytes: Uint8Array;
  readonly bit: number;
}

/** A word that stands this many bytes before a pair. */
interface Candidate {
  readonly word: Word;
  readonly before: number;
}

/** Words share this many classes; a pair and the next have to agree on one before words are compared. */
const classCount = 8;

class Scanner {
  /** For each pair of bytes, the classes of the words that it is looked for by. */
  readonly #pair = new Uint8Array(1 << 16);
  /** For each pair of bytes, the classes of the words that have it next. */
  readonly #next = new Uint8Array(1 << 16);
  readonly #candidates = new Map<number, Candidate[]>();

  constructor(all: readonly (readonly string[])[]) {
    let count = 0;
    for (const [index, group] of all.entries()) {
      for (const text of group) {
        const word = { bytes: bytes.slice(0, encode(text)), bit: 1 << index };
        this.#want(word, rarestPair(word.bytes, 0), 1 << (count++ % classCount));
        this.#want(word, rarestPair(word.bytes, 1), 1 << (count++ % classCount));
      }
    }
  }

  #want(word: Word, before: number, bit: number): void {
    const pair = pairOf(word.bytes, before);
    this.#pair[pair]! |= bit;
    this.#candidates.set(pair, [...(this.#candidates.get(pair) ?? []), { word, before }]);
    if (before + 3 < word.bytes.length) {
      this.#next[pairOf(word.bytes, before + 2)]! |= bit;
    } else {
      // The word ends here: anything may come next.
      for (let next = 0; next < this.#next.length; next++) {
        this.#next[next]! |= bit;
      }
    }
  }

  scan(text: string): number {
    const count = (encode(text) + 1) >> 1;
    const wanted = this.#pair;
    const follows = this.#next;
    // The buffer may have grown: it is read once and not at every step.
    const buffer = pairs;
    let found = 0;
    for (let index = 0; index < count; index++) {
      const classes = wanted[buffer[index]!]!;
      if (classes !== 0 && (classes & follows[buffer[index + 1]!]!) !== 0) {
        found |= this.#found(this.#candidates.get(buffer[index]!)!, index * 2);
      }
    }
    return found;
  }

  /** Bits of the words that stand around the pair at `at`. Beyond the text are bytes that no word has. */
  #found(candidates: readonly Candidate[], at: number): number {
    let bits = 0;
    for (const { word, before } of candidates) {
      const start = at - before;
      let index = 0;
      while (index < word.bytes.length && bytes[start + index] === word.bytes[index]) {
        index++;
      }
      if (index === word.bytes.length) {
        bits |= word.bit;
      }
    }
    return bits;
  }
}

/** Two bytes as `pairs` reads them, in the order that the machine has. */
function pairOf(word: Uint8Array, at: number): number {
  bytes[0] = word[at]!;
  bytes[1] = word[at + 1]!;
  return pairs[0]!;
}

/** Letters of running text, the commoner first; all other characters are rarer. */
const common = ' etaoinshrdlcumwfgypbvk';
const commonPairs =
  ' th he in er an re nd on en at ou ed ha to or it is hi es ng st ar te se me sa ve nt ti of as le ne al ll ro ri io us de ea ch co ra li om ur ic ma ca be no ut so wi ld ho we wh gh yo go ce ';

/** Where in a word, at an even or an odd place, the two bytes stand that running text has least of. */
function rarestPair(word: Uint8Array, parity: 0 | 1): number {
  let best = parity;
  let least = -1;
  for (let at = parity; at + 1 < word.length; at += 2) {
    const rarity = rarityOf(word[at]!, word[at + 1]!);
    if (rarity > least) {
      best = at;
      least = rarity;
    }
  }
  return best;
}

function rarityOf(first: number, second: number): number {
  if (commonPairs.includes(String.fromCharCode(32, first, second, 32))) {
    return 0;
  }
  return rarityOfByte(first) + rarityOfByte(second);
}

function rarityOfByte(byte: number): number {
  const place = common.indexOf(String.fromCharCode(byte));
  return place < 0 ? common.length : place;
}
