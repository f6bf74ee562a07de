import { bytes, encode, fillWord, words } from '../document/utf8.ts';

/**
 * A 53-bit hash of texts and marks, in which runs of white space count as one space and the Unicode form does not
 * count. Texts are encoded by the engine and hashed by the word: over a whole dataset that is a small part
 * of the time that parsing takes, where a loop over characters would be several times of it.
 */
export class Hasher {
  #low = 0x811c9dc5 | 0;
  #high = 0x9747b28c | 0;
  /** Whether all texts so far were ASCII, which says that a good many things can't be wrong with them. */
  ascii = true;

  /** Adds a text. Its end counts too, so that "ab" and "c" are not "a" and "bc". */
  text(text: string): void {
    let length = encode(text);
    this.ascii &&= length === text.length;
    if (hasOddSpace(length)) {
      length = compact(text, length);
    }
    let low = this.#low;
    let high = this.#high;
    const count = ((length + 7) >> 3) << 1;
    const buffer = words;
    for (let index = 0; index < count; index += 2) {
      low = Math.imul(low ^ buffer[index]!, 0x9e3779b1) ^ (high >>> 15);
      high = Math.imul(high ^ buffer[index + 1]!, 0x85ebca6b) ^ (low >>> 13);
    }
    this.#low = low;
    this.#high = high;
    this.mark(8 + (length & 7));
  }

  mark(value: number): void {
    this.#low = Math.imul(this.#low ^ value, 0x9e3779b1) ^ (this.#high >>> 15);
    this.#high = Math.imul(this.#high ^ value, 0x85ebca6b) ^ (this.#low >>> 13);
  }

  /** An integer below 2^53, from both halves after a last mixing. */
  get value(): number {
    let low = this.#low ^ (this.#low >>> 16);
    low = Math.imul(low, 0x85ebca6b);
    low ^= low >>> 13;
    let high = this.#high ^ (this.#high >>> 16);
    high = Math.imul(high, 0xc2b2ae35);
    high ^= high >>> 16;
    return (high >>> 11) * 0x100000000 + (low >>> 0);
  }
}

/**
 * Whether a text needs `compact`: bytes beyond ASCII, control characters, space at an end or two spaces in a row. May
 * say yes once too often (a borrow in the arithmetic): compacting what is compact changes nothing.
 */
function hasOddSpace(length: number): boolean {
  if (length > 0 && (bytes[0]! <= 32 || bytes[length - 1]! <= 32)) {
    return true;
  }
  let odd = 0;
  let wasSpace = 0;
  const count = (length + 3) >> 2;
  const buffer = words;
  for (let index = 0; index < count; index++) {
    const word = buffer[index]!;
    // The high bit of each byte that is at most 32, and of each that is below 32.
    const spaces = (word - 0x21212121) & ~word & 0x80808080;
    odd |= (word | ((word - 0x20202020) & ~word) | (spaces & ((spaces << 8) | wasSpace))) & 0x80808080;
    wasSpace = spaces >>> 24;
  }
  return odd !== 0;
}

/** Makes the white space and the Unicode form of an encoded text plain, in place. Returns the number of bytes. */
function compact(text: string, encoded: number): number {
  const ascii = encoded === text.length;
  const length = ascii ? encoded : encode(text.normalize('NFC').replace(/[\s\u0085]+/gu, ' '));
  let to = 0;
  let space = true;
  for (let from = 0; from < length; from++) {
    const byte = bytes[from]!;
    if (byte <= 32) {
      if (!space) {
        bytes[to++] = 32;
        space = true;
      }
    } else {
      bytes[to++] = byte;
      space = false;
    }
  }
  const end = space && to > 0 ? to - 1 : to;
  fillWord(end);
  return end;
}
