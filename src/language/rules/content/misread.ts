/**
 * Text that was written as UTF-8 and read as Windows-1252 or Latin-1: every character beyond ASCII has become two to
 * four. The bytes can be had back, and read as what they are. What is hard is to leave real text alone: "MAÇÃ”" and
 * "déjà »" are such byte sequences too.
 */
export interface Misread {
  /** UTF-16 offsets, [start, end). */
  readonly start: number;
  readonly end: number;
  /** What was meant; undefined where a byte got lost. */
  readonly meant: string | undefined;
}

/** Characters of Windows-1252 for the bytes 0x80 to 0x9F; where it has none, the control character of Latin-1. */
const specials = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const specialBytes = new Map([...specials].map((char, index) => [char.charCodeAt(0), 0x80 + index]));

/** Marks that end a word or a quotation in real text, by the bytes that they would be. */
const closingMarks = new Set([0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9b, 0xa0, 0xab, 0xb7, 0xbb, 0xbf]);
/** Marks that follow a name in capitals, or a figure. */
const raisedMarks = new Set([0x99, 0xa9, 0xaa, 0xae, 0xb0, 0xb2, 0xb3, 0xb4, 0xb9, 0xba]);

/** First bytes that would be capitals of scripts whose words are all such sequences: two in a row are proof. */
const latinExtended = new Set([0xc4, 0xc5, 0xc6, 0xc8]);

const someLead = ['Ã', 'Â', 'â', 'ð', 'ï', 'Ä', 'Å', 'Ð', 'Ñ', 'Î', 'Ù', 'È', 'æ', 'å'];
const japanese = ['ã\u0081', 'ã‚', 'ãƒ', 'ã\u0082', 'ã\u0083'];

/** Whether there is reason to look closer. Made of single searches: it runs over every text of a file. */
export function mayBeMisread(text: string): boolean {
  for (const lead of someLead) {
    if (text.includes(lead)) {
      return true;
    }
  }
  return japanese.some((lead) => text.includes(lead));
}

interface Sequence {
  readonly bytes: readonly number[];
  readonly code: number;
}

export function misreadings(text: string): Misread[] {
  const found: Misread[] = [];
  let index = 0;
  while (index < text.length) {
    const start = index;
    const sequences: Sequence[] = [];
    for (let next = sequenceAt(text, index); next !== undefined; next = sequenceAt(text, index)) {
      sequences.push(next);
      index += next.bytes.length;
    }
    if (sequences.length === 0) {
      index = start + 1;
      // A closing quote and some emoji have bytes that Windows-1252 does not know, and many decoders drop.
      if (text.startsWith('â€', start) || text.startsWith('ðŸ', start)) {
        index += text[start + 2] === '\ufffd' ? 2 : 1;
        if (!isQuoted(text, start, index)) {
          found.push({ start, end: index, meant: undefined });
        }
      }
    } else if (isMisread(text, start, index, sequences)) {
      const meant = sequences.map(({ code }) => String.fromCodePoint(code)).join('');
      if (!isCompared(text, start, index, meant)) {
        found.push({ start, end: index, meant });
      }
    }
  }
  return found;
}

/** The UTF-8 sequence whose bytes the characters at `index` would be. */
function sequenceAt(text: string, index: number): Sequence | undefined {
  const lead = text.charCodeAt(index);
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead <= 0xf4 ? 4 : 0;
  if (length === 0) {
    return undefined;
  }
  const bytes = [lead];
  let code = lead & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) {
    const byte = byteOf(text.charCodeAt(index + offset));
    if (byte < 0x80 || byte > 0xbf) {
      return undefined;
    }
    bytes.push(byte);
    code = (code << 6) | (byte & 0x3f);
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][length]!;
  const valid = code >= least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  // Control characters and private ones were never meant.
  return valid && code >= 0xa0 && (code < 0xe000 || code > 0xf8ff) ? { bytes, code } : undefined;
}

function byteOf(code: number): number {
  return code < 0x100 ? code : (specialBytes.get(code) ?? 0);
}

function isMisread(text: string, start: number, end: number, sequences: readonly Sequence[]): boolean {
  if (isQuoted(text, start, end)) {
    // Somebody speaks of these very characters.
    return false;
  }
  if (sequences.length > 1) {
    return true;
  }
  const [{ bytes, code }] = sequences as [Sequence];
  const [lead, second, third = 0] = bytes as [number, number, number?];
  switch (bytes.length) {
    case 2:
      return isMisreadPair(text, start, end, lead, second);
    case 3:
      // Quotes, dashes, the euro, arrows and signs; the byte order mark, � itself, ligatures, full-width signs.
      return lead === 0xe2
        ? code <= 0x2bff && second <= 0x9f && !(closingMarks.has(second) && closingMarks.has(third))
        : lead === 0xef && (code === 0xfeff || code === 0xfffd || second === 0xac || second === 0xbc);
    default:
      return second === 0x9f;
  }
}

function isMisreadPair(text: string, start: number, end: number, lead: number, second: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (lead === 0xc2) {
    // «Â» alone is a letter that somebody quotes.
    return !(second === 0xbb && /^[«\s]?$/.test(before));
  }
  if (lead === 0xc3) {
    const inCapitals = isUppercase(before) && isUppercase(text.charAt(start - 2));
    if (second === 0xa0) {
      // "à" stands alone.
      return !inCapitals && /^[\s\p{L}]?$/u.test(after);
    }
    if (closingMarks.has(second)) {
      // MANHÃ… and MAÇÃ—as end a word; what stands in the middle of one is none of them.
      return !inCapitals && (isLowercase(before) || isLowercase(after));
    }
    return isLowercase(after) || !(raisedMarks.has(second) && isUppercase(before));
  }
  return (
    latinExtended.has(lead) &&
    (isLowercase(before) || (isLowercase(after) && !isUppercase(before) && !closingMarks.has(second)))
  );
}

/** Whether a text sets the sequence, alone, beside what it means: "Ã© instead of é". */
function isCompared(text: string, start: number, end: number, meant: string): boolean {
  return !/\p{L}/u.test(text.charAt(start - 1)) && !/\p{L}/u.test(text.charAt(end)) && text.includes(meant);
}

/** Whether quotes, brackets or backticks stand close around. */
function isQuoted(text: string, start: number, end: number): boolean {
  return /["'`“‘«([<„]/.test(text.charAt(start - 1)) && /["'`”’»)\]>“]/.test(text.charAt(end));
}

function isLowercase(char: string): boolean {
  return /\p{Ll}/u.test(char);
}

function isUppercase(char: string): boolean {
  return /\p{Lu}/u.test(char);
}
