import { endOfBrackets } from '../../language/document/brackets.ts';
import { readJson, type Value } from './value.ts';

/** How many places of a text are tried as the beginning of a JSON value: each may cost a look at the rest of it. */
const mostTries = 16;

export type Found =
  /** `whole`: the text is JSON; `fence`: a Markdown code block is; `inside`: it stands among other text. */
  { readonly how: 'whole' | 'fence' | 'inside'; readonly value: Value } | NoJson;

export interface NoJson {
  readonly how: 'none';
  readonly problem: string;
}

/** The JSON value that a text is or, failing that, the first one that it holds: in a code block, or among prose. */
export function findJson(text: string): Found {
  const whole = readJson(text);
  if ('value' in whole) {
    return { how: 'whole', value: whole.value };
  }
  for (const value of fenced(text)) {
    return { how: 'fence', value };
  }
  for (const value of jsonInside(text)) {
    return { how: 'inside', value };
  }
  return { how: 'none', problem: text.trim() === '' ? 'The answer is empty.' : whole.problem };
}

function* fenced(text: string): Generator<Value> {
  let at = text.indexOf('```');
  for (let tries = 0; at >= 0 && tries < mostTries; tries++) {
    const start = text.indexOf('\n', at);
    const end = start < 0 ? -1 : text.indexOf('```', start);
    if (end < 0) {
      return;
    }
    const read = readJson(text.slice(start, end));
    if ('value' in read) {
      yield read.value;
    }
    at = text.indexOf('```', end + 3);
  }
}

/** The objects and lists that stand in a text one after the other; of those that are not JSON some are passed over. */
export function* jsonInside(text: string): Generator<Value> {
  const opening = /[{[]/g;
  for (let tries = 0; tries < mostTries; tries++) {
    const match = opening.exec(text);
    if (match === null) {
      return;
    }
    const end = endOfBrackets(text, match.index);
    const read = readJson(text.slice(match.index, end));
    if ('value' in read) {
      opening.lastIndex = end;
      yield read.value;
    }
  }
}
