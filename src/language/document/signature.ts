/**
 * What the bytes of a file say that its text no longer does: an editor strips the byte order mark, replaces what is
 * no UTF-8, and makes the line ends one kind. Fronts that can read the file compute it; for a document that exists
 * nowhere but in an editor it is `plainSignature`.
 */
export interface FileSignature {
  readonly byteOrderMark: boolean;
  /** Undefined for well-formed UTF-8. */
  readonly encoding: EncodingFault | undefined;
  readonly lineEnds: { readonly lf: number; readonly crlf: number; readonly cr: number };
}

export type EncodingFault =
  /** `what` it is, where its first bytes tell: "a gzip archive". */
  | { readonly kind: 'binary'; readonly what?: string }
  | { readonly kind: 'utf-16' }
  /** The first byte that is no UTF-8: its offset in the file, its value, and its zero-based line. */
  | { readonly kind: 'invalid'; readonly offset: number; readonly byte: number; readonly line: number };

export const plainSignature: FileSignature = {
  byteOrderMark: false,
  encoding: undefined,
  lineEnds: { lf: 0, crlf: 0, cr: 0 },
};

const LF = 10;
const CR = 13;
const TAB = 9;

/** How far into a file is looked to tell text from a binary: formats have their NULs and control bytes early. */
const probeSize = 8192;

/** First bytes of what people mistake for JSON Lines. */
const magics: readonly [bytes: readonly number[], what: string][] = [
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive (or an Excel workbook)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an XZ archive'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow file'],
];

/** `isUtf8`: a platform's own check is many times faster than a loop; where the bytes pass it, none is run. */
export function signatureOf(bytes: Uint8Array, isUtf8?: (bytes: Uint8Array) => boolean): FileSignature {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const probe = bytes.subarray(0, probeSize);
  if (utf16 || isUtf16(probe)) {
    return { ...plainSignature, byteOrderMark: utf16, encoding: { kind: 'utf-16' } };
  }
  const what = magics.find(([magic]) => magic.every((byte, index) => bytes[index] === byte))?.[1];
  if (what !== undefined) {
    return { ...plainSignature, encoding: { kind: 'binary', what } };
  }
  if (isBinary(probe)) {
    return { ...plainSignature, byteOrderMark, encoding: { kind: 'binary' } };
  }
  const invalid = isUtf8?.(bytes) === true ? -1 : firstInvalidByte(bytes);
  const encoding: EncodingFault | undefined =
    invalid < 0
      ? undefined
      : { kind: 'invalid', offset: invalid, byte: bytes[invalid]!, line: linesBefore(bytes, invalid) };
  return { byteOrderMark, encoding, lineEnds: countLineEnds(bytes) };
}

/** Text in Latin script that is UTF-16 without saying so: every other byte is NUL. */
function isUtf16(probe: ArrayLike<number>): boolean {
  const nuls = [0, 0];
  for (let at = 0; at < probe.length; at++) {
    if (probe[at] === 0) {
      nuls[at % 2]!++;
    }
  }
  const [even, odd] = nuls as [number, number];
  return probe.length >= 4 && Math.max(even, odd) * 2 > probe.length * 0.7 && Math.min(even, odd) === 0;
}

/**
 * NULs among other control bytes. A NUL alone does not make a binary: one that slipped into a text breaks its row and
 * no other.
 */
function isBinary(probe: ArrayLike<number>): boolean {
  let nuls = 0;
  let controls = 0;
  for (let at = 0; at < probe.length; at++) {
    const code = probe[at]!;
    nuls += code === 0 ? 1 : 0;
    // U+FFFD stands where a decoder found no character.
    controls += (code < 32 && code !== TAB && code !== LF && code !== CR) || code === 0xfffd ? 1 : 0;
  }
  return nuls > 0 && controls > probe.length / 30;
}

/** The signature of text whose bytes can't be seen. */
export function signatureOfText(text: string): FileSignature {
  let crlf = 0;
  let cr = 0;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) === LF) {
      crlf++;
    } else {
      cr++;
    }
  }
  return {
    byteOrderMark: text.charCodeAt(0) === 0xfeff,
    encoding: isBinary(codesOf(text.slice(0, probeSize))) ? { kind: 'binary' } : undefined,
    // Only whether the kinds are mixed matters, and without a single \r they can't be.
    lineEnds: { lf: crlf + cr === 0 ? 0 : countChar(text, '\n') - crlf, crlf, cr },
  };
}

function codesOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

function countChar(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) {
    count++;
  }
  return count;
}

function countLineEnds(bytes: Uint8Array): FileSignature['lineEnds'] {
  let lf = 0;
  let crlf = 0;
  let cr = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === CR) {
      crlf++;
    } else {
      lf++;
    }
  }
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF) {
      cr++;
    }
  }
  return { lf, crlf, cr };
}

function linesBefore(bytes: Uint8Array, offset: number): number {
  const { lf, crlf, cr } = countLineEnds(bytes.subarray(0, offset));
  return lf + crlf + cr;
}

/** The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or -1. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      return at;
    }
    at += length;
  }
  return -1;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const second = bytes[at + 1] ?? 0;
  const continues = (offset: number): boolean => ((bytes[at + offset] ?? 0) & 0xc0) === 0x80;
  if (lead >= 0xc2 && lead <= 0xdf) {
    return continues(1) ? 2 : 0;
  }
  if (lead >= 0xe0 && lead <= 0xef) {
    const overlong = lead === 0xe0 && second < 0xa0;
    const surrogate = lead === 0xed && second > 0x9f;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const overlong = lead === 0xf0 && second < 0x90;
    const beyond = lead === 0xf4 && second > 0x8f;
    return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}
