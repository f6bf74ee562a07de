/**
 * Text from outside made safe for a terminal: whatever could drive it (escape sequences, carriage returns), turn the
 * reading direction or not be seen at all is written as JSON writes it.
 */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Joiners that make one emoji of several; between others they hide. */
const joiner = '\u200d';

export function printable(text: string): string {
  return text.replace(unprintable, (char, offset: number) =>
    char === joiner && joinsEmoji(text, offset) ? char : escaped(char),
  );
}

function joinsEmoji(text: string, offset: number): boolean {
  return (
    /(\p{Extended_Pictographic}|\p{Emoji_Modifier})\ufe0f?$/u.test(
      text.slice(Math.max(0, offset - 4), offset),
    ) && /^\p{Extended_Pictographic}/u.test(text.slice(offset + 1, offset + 3))
  );
}

function escaped(char: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return (
    short[char] ??
    Array.from(
      { length: char.length },
      (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join('')
  );
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as people see them. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

const wide =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** How many columns of a terminal printable text takes: two for wide letters and emoji, none for what is put above. */
export function terminalWidth(text: string): number {
  // ASCII is what nearly every row is.
  if (/^[ -~]*$/.test(text)) {
    return text.length;
  }
  return graphemesOf(text).reduce(
    (sum, grapheme) => sum + (wide.test(grapheme) ? 2 : /^\p{Mark}+$/u.test(grapheme) ? 0 : 1),
    0,
  );
}
