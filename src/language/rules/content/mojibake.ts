import { parsedJson } from '../../document/inner.ts';
import { valueAt } from '../../document/json.ts';
import { locatorOf } from '../../document/locate.ts';
import type { Path } from '../../document/place.ts';
import { replaceValue } from '../../document/surgery.ts';
import { allMessages, type Example, type Passage } from '../../formats/example.ts';
import { shown } from '../../similarity/plain.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { codeRegions, isWithin } from './code-regions.ts';
import { type Misread, mayBeMisread, misreadings } from './misread.ts';

const replacementCharacter = '\ufffd';

/** Who explains encodings shows broken text on purpose. */
const aboutEncodings =
  /mojibake|encod|utf-?8|latin-?1|8859|1252|charset|character set|unicode|replacement char|kodier|codificaci|codifica[çz]|encodage|zeichensatz/i;

/** Letters that were broken by reading UTF-8 as something else, or lost for good. */
export const mojibake: ExampleRule = {
  code: 'content.mojibake',
  title: 'Broken characters',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, facts }, report) {
    if (facts.fingerprints.ascii) {
      return;
    }
    for (const message of allMessages(example)) {
      for (const passage of message.passages) {
        if (mayBeMisread(passage.text)) {
          checkMisread(example, passage, report);
        }
        if (passage.text.includes(replacementCharacter)) {
          checkLost(example, passage, report);
        }
      }
    }
  },
};

function checkMisread(example: Example, passage: Passage, report: Report): void {
  const { text, path } = passage;
  const found = misreadingsIn(text);
  const [first] = found;
  if (first === undefined || isAboutEncodings(example)) {
    return;
  }
  const { start, end, meant } = first;
  const broken = text.slice(start, end);
  const more = found.length > 1 ? ` There are ${found.length - 1} more in this text.` : '';
  report({
    place: { path, span: [start, end] },
    message:
      meant === undefined
        ? `"${broken}" is what is left of a character whose bytes were read in the wrong encoding: the model would learn to write it.${more} Write the character that was meant.`
        : `"${shown(broken)}" should be "${shown(meant)}": UTF-8 was read as Windows-1252 or Latin-1, and the model would learn to write it so.${more} Decode it, and look at how the file was made.`,
    ...(found.some((one) => one.meant !== undefined) && { fix: decoding(path) }),
  });
}

function checkLost(example: Example, { text, path }: Passage, report: Report): void {
  const start = text.indexOf(replacementCharacter);
  // The end of a broken sequence is spoken of there.
  if (/[€Ÿ]/.test(text.charAt(start - 1)) || isAboutEncodings(example)) {
    return;
  }
  let end = start;
  while (text[end] === replacementCharacter) {
    end++;
  }
  const count = text.split(replacementCharacter).length - 1;
  report({
    place: { path, span: [start, end] },
    message: `A character was lost here: "${replacementCharacter}" is what a decoder writes for bytes that it can't read${count > end - start ? `, and this text has ${count}` : ''}. The model would learn to write it. Write what was meant, or read the source again in its own encoding.`,
  });
}

function misreadingsIn(text: string): Misread[] {
  const found = misreadings(text);
  if (found.length === 0) {
    return found;
  }
  const code = codeRegions(text);
  return code.length === 0 ? found : found.filter(({ start }) => !isWithin(code, start));
}

function isAboutEncodings(example: Example): boolean {
  return allMessages(example).some(({ passages }) => passages.some(({ text }) => aboutEncodings.test(text)));
}

/** With more than this the text is written anew as a whole: an edit apiece would take too long to place. */
const mostEdits = 50;

function decoding(path: Path): Fix {
  return {
    title: 'Decode the broken characters as UTF-8',
    safety: 'suggested',
    change(row) {
      const text = valueAt(parsedJson(row.text)?.value, path);
      if (typeof text !== 'string') {
        return undefined;
      }
      const found = misreadingsIn(text).filter(({ meant }) => meant !== undefined);
      if (found.length > mostEdits) {
        return { kind: 'columns', edits: replaceValue(row.text, path, decoded(text, found)) };
      }
      const columnsOf = locatorOf(row.text);
      const edits = found.map(({ start, end, meant }) => ({
        ...columnsOf({ path, span: [start, end] }),
        text: JSON.stringify(meant).slice(1, -1),
      }));
      return { kind: 'columns', edits };
    },
  };
}

function decoded(text: string, found: readonly Misread[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, meant } of found) {
    result += text.slice(from, start) + meant;
    from = end;
  }
  return result + text.slice(from);
}
