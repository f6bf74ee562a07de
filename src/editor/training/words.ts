import { graphemesOf, printable } from '../../workspace/printable.ts';

/** Texts of runs as people read them. */

/**
 * Text from outside (of a row, a log, a model) as one line of a label or a message. VS Code makes pictures of `$(name)`
 * and links of `[text](target)`, and a link may run a command: an invisible joiner keeps both from being any.
 */
export function plain(text: string, most = 200): string {
  // What can't be shown any more need not be split up.
  const line = text
    .slice(0, most * 8)
    .replace(/\s+/g, ' ')
    .trim();
  const letters = graphemesOf(line);
  const cut = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
  return printable(cut).replaceAll('$(', `$${joiner}(`).replaceAll('](', `]${joiner}(`);
}

const joiner = '\u2060';

/** Text in lines of at most so many letters, broken between words where that can be. */
export function wrapped(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > length) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
