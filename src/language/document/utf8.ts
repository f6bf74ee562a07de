const encoder = new TextEncoder();

/**
 * Text as UTF-8, in one buffer that every call overwrites. Engines encode text many times faster than a loop can read
 * its characters, and a loop over bytes is faster than one over characters.
 */
export let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 16);
/** The same buffer by the word of four bytes. */
export let words = new Int32Array(bytes.buffer);

/** Bytes that complete the last words of a text: no white space, so that they are taken for none. */
const filler = 0x7f;

/** Encodes a text to the start of `bytes` and returns the number of its bytes. */
export function encode(text: string): number {
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  if (text.length * 3 + 8 > bytes.length) {
    bytes = new Uint8Array(2 ** Math.ceil(Math.log2(text.length * 3 + 8)));
    words = new Int32Array(bytes.buffer);
  }
  const { written } = encoder.encodeInto(text, bytes);
  fillWord(written);
  return written;
}

/** Completes the last words of a text of this many bytes. */
export function fillWord(length: number): void {
  // Eight stores cost less than one call of fill, and most texts are short.
  const end = length + 8;
  for (let index = length; index < end; index++) {
    bytes[index] = filler;
  }
}
