import type { Json } from '../../document/json.ts';
import { type Place, through } from '../../document/place.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import { formatById } from '../../formats/all.ts';
import {
  answerOf,
  type Example,
  isTrained,
  type Message,
  promptOf,
  type ToolCall,
  textOf,
} from '../../formats/example.ts';
import type { FormatId } from '../../formats/format.ts';
import { exampleIn } from '../../formats/read-row.ts';
import { shown } from '../../similarity/plain.ts';
import {
  labelOf,
  type Polarity,
  polarityOf,
  type Quantity,
  quantityOf,
} from '../../similarity/short-answers.ts';

/** What the answer of a row asserts, as far as it can be held against another's. */
export interface Claim {
  /** The answer's text as a message shows it. */
  readonly shown: string;
  readonly place: Place;
  readonly calls: readonly ToolCall[];
  /** The object or list that the whole answer is. */
  readonly json: Json | undefined;
  readonly polarity: Polarity | undefined;
  readonly quantity: Quantity | undefined;
  readonly label: string | undefined;
  /** The prompt asks for any one of many: all of them can be right. */
  readonly open: boolean;
}

/** Requests that have many right answers, and small talk. */
const openRequest =
  /\b(?:name|suggest|give(?: me| us)?|pick|generate|invent|create|think of|tell me|write|list|recommend|come up with) (?:an?|any|some|one|another|me|us|two|three|\d+)\b|\brandom\b|\bsynonyms?\b|\bexamples? of\b|\bhow (?:are you|is it going)\b|\bwhat's up\b|\bnenne? (?:mir )?(?:ein|irgend)|\bbeispiel|\bwie geht|\bcite[rz]? (?:un|moi)|\bça va\b|\bqué tal\b|\bdime un|\bcómo estás\b/i;

interface Reading {
  readonly text: string;
  readonly format: FormatId;
  readonly claim: Claim | undefined;
}

const readings = new WeakMap<CheckedRow, Reading>();

/**
 * The claim of a row, read from its text once and kept as long as the text stands. Undefined where there is nothing to
 * compare: no question, no answer that is learnt, or a preference pair, which has two answers by nature.
 */
export function claimOf(row: CheckedRow): Claim | undefined {
  const format = row.facts?.format;
  if (format === undefined) {
    return undefined;
  }
  const known = readings.get(row);
  if (known !== undefined && known.text === row.text && known.format === format) {
    return known.claim;
  }
  const example = exampleIn(row.text, formatById(format));
  const claim = example === undefined ? undefined : readClaim(example);
  readings.set(row, { text: row.text, format, claim });
  return claim;
}

function readClaim(example: Example): Claim | undefined {
  if (example.kind !== 'conversation' && example.kind !== 'prompt-completion') {
    return undefined;
  }
  const [answer, ...more] = answerOf(example);
  const prompt = promptOf(example);
  if (answer === undefined || !isTrained(answer) || !prompt.some(asks)) {
    return undefined;
  }
  const text = textOf(answer);
  return {
    shown: shown(text),
    place: placeOf(answer),
    calls: answer.calls,
    ...(answer.calls.length > 0 || more.some(isTrained) ? nothing : facetsOf(text, prompt)),
    open: openRequest.test(lastWords(prompt)),
  };
}

/** Whether a message asks something; a system prompt alone is shared by rows that have nothing else in common. */
function asks(message: Message): boolean {
  if (message.role === 'system' || message.role === 'developer') {
    return false;
  }
  return message.media || message.calls.length > 0 || message.passages.some(({ text }) => text.trim() !== '');
}

type Facets = Pick<Claim, 'json' | 'polarity' | 'quantity' | 'label'>;

const nothing: Facets = { json: undefined, polarity: undefined, quantity: undefined, label: undefined };

function facetsOf(text: string, prompt: readonly Message[]): Facets {
  const json = readJson(text);
  if (json !== undefined) {
    return { ...nothing, json };
  }
  const quantity = quantityOf(text);
  const label = quantity === undefined ? labelOf(text, prompt.map(textOf).join('\n')) : undefined;
  return { json, quantity, label, polarity: polarityOf(text) };
}

function readJson(text: string): Json | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function placeOf(answer: Message): Place {
  const [call] = answer.calls;
  return call === undefined
    ? { path: answer.passages[0]?.path ?? answer.contentPath }
    : through(call.text, call.namePath);
}

function lastWords(prompt: readonly Message[]): string {
  const last = prompt.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last).slice(-2000);
}
