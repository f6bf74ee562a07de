import type { CheckedRow } from '../facts/facts.ts';
import { formatById } from '../formats/all.ts';
import { textOf } from '../formats/example.ts';
import { exampleIn } from '../formats/read-row.ts';
import { labelOf, quantityOf } from '../similarity/short-answers.ts';
import { type Dialogue, dialogueOf } from './dialogue.ts';

/** What is counted beside edge cases, as a bit of the same number: every example that is no running text. */
export const exampleBit = 30;

/** What a file is like, to know which edge cases make sense in it. */
export interface Traits {
  /** Most answers are what an assistant says, or calls: no labels, numbers or JSON. */
  readonly speaks: boolean;
  /** Most answers are in a language that the detectors know. */
  readonly understood: boolean;
  /** Most rows have strings in place of messages, and so no room for a second turn. */
  readonly plain: boolean;
}

/** So many rows, spread over the file, tell what it is like. */
const sampleSize = 32;

/** Words that nearly every sentence in English, German, French or Spanish has, and few in other languages. */
const knownWords =
  /\b(?:the|is|are|you|your|and|of|this|that|with|it|have|what|can|not|will|from|very|der|die|das|und|ist|ich|sie|nicht|ein|eine|les|est|vous|des|pas|une|je|el|los|las|una|por|usted|está|su)\b/i;

/** Looks at some examples of a file, read once more from their rows: what is asked of few is kept of none. */
export function traitsOf(rows: readonly CheckedRow[]): Traits {
  let seen = 0;
  let speaking = 0;
  let understood = 0;
  let plain = 0;
  const step = Math.max(1, Math.floor(rows.length / sampleSize));
  for (let line = 0; line < rows.length; line += step) {
    const dialogue = dialogueIn(rows[line]!);
    if (dialogue !== undefined) {
      const speech = speechOf(dialogue);
      seen++;
      speaking += speech === undefined ? 0 : 1;
      understood += speech === '' || (speech !== undefined && knownWords.test(speech)) ? 1 : 0;
      plain += isPlain(dialogue) ? 1 : 0;
    }
  }
  const most = (count: number) => count * 2 >= seen;
  return { speaks: most(speaking), understood: most(understood), plain: seen > 0 && most(plain) };
}

function dialogueIn({ text, facts }: CheckedRow): Dialogue | undefined {
  const format = facts?.example === undefined ? undefined : facts.format;
  const example = format === undefined ? undefined : exampleIn(text, formatById(format));
  return example === undefined || example.kind === 'text' ? undefined : dialogueOf(example);
}

/** How an answer begins that is said in sentences; '' for a call, and undefined for a label, a number or JSON. */
function speechOf({ answer }: Dialogue): string | undefined {
  if (answer === undefined) {
    return undefined;
  }
  if (answer.calls.length > 0) {
    return '';
  }
  const text = textOf(answer).trim();
  if (text === '' || text.startsWith('{') || text.startsWith('[')) {
    return undefined;
  }
  const isShort = labelOf(text, '') !== undefined || quantityOf(text) !== undefined;
  return isShort ? undefined : text.slice(0, 400);
}

function isPlain({ example }: Dialogue): boolean {
  // Alpaca has strings too, and keeps earlier turns under a key of their own.
  return example.standard && !example.messages.some(({ path }) => path[0] === 'instruction');
}
