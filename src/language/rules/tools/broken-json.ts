import { applyTogether } from '../../document/apply.ts';
import { parsedJson } from '../../document/inner.ts';
import { isObject } from '../../document/json.ts';
import { explain } from '../json/explain.ts';
import type { Mistake, MistakeKind } from '../json/mistake.ts';
import { readingOf } from '../json/mistakes.ts';

/** Where a text that should be JSON first goes wrong: UTF-16 offsets, and a sentence or two on what and why. */
export interface InnerMistake {
  readonly start: number;
  readonly end: number;
  readonly says: string;
}

/** What is said of a row in these cases does not hold of a text within one. */
const ownWords: Partial<Record<MistakeKind, string>> = {
  comment: 'JSON has no comments.',
  'cut-off': 'The text breaks off, or a closing quote is missing.',
  'extra-text': 'Something follows after its end.',
  fragment: 'It begins in the middle of an object.',
  'row-comma': 'A comma follows after its end.',
  'second-value': 'A second object follows after the first.',
};

/** What is wrong with a text that JSON.parse refused. */
export function mistakeIn(text: string): InnerMistake {
  const { mistakes, nonFinite } = readingOf(text);
  const [first] = mistakes;
  const [line] = lineBreaksIn(text);
  // In a row a line break ends the row. In a text within one it stands in the middle of a string: nobody escaped it.
  if (line !== undefined && first?.kind === 'cut-off' && text.slice(first.end, line).trim() === '') {
    return {
      start: line,
      end: line + 1,
      says: 'A string holds a line break as it is. JSON writes it as "\\n".',
    };
  }
  if (first !== undefined) {
    return { start: first.start, end: first.end, says: ownWords[first.kind] ?? wordsFor(text, first) };
  }
  const [number] = nonFinite;
  return number === undefined
    ? { start: 0, end: text.length, says: 'It can not be read.' }
    : { start: number.start, end: number.end, says: 'JSON has no word for what is no finite number.' };
}

function wordsFor(text: string, mistake: Mistake): string {
  return mistake.kind === 'word'
    ? `JSON has no "${text.slice(mistake.start, mistake.end)}": it writes ${mistake.edit?.text}.`
    : explain(text, mistake, `character ${(mistake.opening ?? 0) + 1} of it`);
}

/**
 * The object (or what else is `wanted`) that a text was meant to write, as JSON. Undefined where that can't be told
 * without guessing at its content.
 */
export function mended(text: string, wanted: (value: unknown) => boolean = isObject): string | undefined {
  if (text.trim() === '') {
    return wanted({}) ? '{}' : undefined;
  }
  const body = applyTogether(
    text,
    lineBreaksIn(text).map((start) => ({
      start,
      end: start + 1,
      text: text[start] === '\n' ? '\\n' : '\\r',
    })),
  );
  const { mistakes } = readingOf(body);
  if (mistakes.some(({ edit, kind }) => edit === undefined || kind === 'second-value')) {
    return undefined;
  }
  const result = applyTogether(
    body,
    mistakes.map(({ edit }) => edit!),
  );
  return wanted(parsedJson(result)?.value) ? result : undefined;
}

/** Offsets of line breaks inside strings. */
function lineBreaksIn(text: string): number[] {
  const found: number[] = [];
  if (!text.includes('\n') && !text.includes('\r')) {
    return found;
  }
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inside && character === '\\') {
      index++;
    } else if (character === '"') {
      inside = !inside;
    } else if (inside && (character === '\n' || character === '\r')) {
      found.push(index);
    }
  }
  return found;
}
