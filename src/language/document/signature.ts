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
  | { readonly kind: 'binary' }
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

/** How far into a file a NUL byte is taken as the sign of a binary: text has none, and formats have theirs early. */
const binaryProbe = 8192;

export function signatureOf(bytes: Uint8Array): FileSignature {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (utf16) {
    return { ...plainSignature, byteOrderMark: true, encoding: { kind: 'utf-16' } };
  }
  if (bytes.subarray(0, binaryProbe).includes(0)) {
    return { ...plainSignature, byteOrderMark, encoding: { kind: 'binary' } };
  }
  const invalid = firstInvalidByte(bytes);
  const encoding: EncodingFault | undefined =
    invalid < 0
      ? undefined
      : { kind: 'invalid', offset: invalid, byte: bytes[invalid]!, line: linesBefore(bytes, invalid) };
  return { byteOrderMark, encoding, lineEnds: countLineEnds(bytes) };
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
    encoding: text.slice(0, binaryProbe).includes('\u0000') ? { kind: 'binary' } : undefined,
    // Only whether the kinds are mixed matters, and without a single \r they can't be.
    lineEnds: { lf: crlf + cr === 0 ? 0 : countChar(text, '\n') - crlf, crlf, cr },
  };
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
