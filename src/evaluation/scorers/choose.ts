import type { Reference } from '../answer.ts';
import { readJson } from '../json/value.ts';
import { normalForm } from '../normal-form.ts';
import type { ScorerId } from './all.ts';

/** What an answer of the dataset is. */
export type AnswerKind = 'label' | 'json' | 'tools' | 'text';

export interface Chosen {
  /** The one that decides whether a row got better comes first. */
  readonly scorers: readonly ScorerId[];
  /** How many rows have which kind of answer. */
  readonly kinds: Readonly<Record<AnswerKind, number>>;
  /** The labels of the task, as the rows write them; empty where it is none of labelling. */
  readonly labels: readonly string[];
  /** Whether what the scorers can tell is little, and a judge should read the answers. */
  readonly judge: boolean;
  /** One sentence for people: what was found, and so chosen. */
  readonly reason: string;
}

const longestLabel = 40;
const mostLabels = 100;
/** Each label has to come so often, on average: what comes once is an answer, not a label. */
const rowsPerLabel = 3;
/** Answers of up to so many characters are right or wrong rather than well put. */
const shortAnswer = 30;

/**
 * Chooses scorers by what the references are: labels → accuracy; tool calls → call match; JSON → validity and fields; text
 * → chrF and ROUGE-L, and a judge. A mixed dataset gets the scorers of each kind it has, the most frequent kind's first;
 * they tell nothing (null) of rows that they don't apply to. Labels are known by coming again: a single line, short, three
 * rows each. `labels` says them where the rows are too few, or lack some.
 */
export function scorersFor(rows: readonly Reference[], labels: readonly string[] = []): Chosen {
  const texts = rows.filter((row) => kindOf(row) === 'text').map(({ text }) => text.trim());
  const found = labels.length > 0 ? labels : labelsIn(texts);
  const known = new Set(found);
  const kinds = { label: 0, json: 0, tools: 0, text: 0 };
  for (const row of rows) {
    const kind = kindOf(row);
    kinds[kind === 'text' && known.has(row.text.trim()) ? 'label' : kind]++;
  }
  const short = texts.filter((text) => !known.has(text) && text.length <= shortAnswer).length;
  const order = (Object.keys(kinds) as AnswerKind[]).filter((kind) => kinds[kind] > 0);
  order.sort((a, b) => kinds[b] - kinds[a]);
  const scorers = order.flatMap((kind) => scorersOf(kind, short * 2 > kinds.text));
  // Where tools may be called, calling none is an answer too.
  if (kinds.tools === 0 && rows.some(({ tools }) => tools)) {
    scorers.push('tool-calls');
  }
  return {
    scorers,
    kinds,
    labels: kinds.label > 0 ? [...known] : [],
    judge: kinds.text > 0,
    reason: reasonOf(kinds, order, rows.length),
  };
}

function kindOf({ text, calls }: Reference): AnswerKind {
  if (calls.length > 0) {
    return 'tools';
  }
  const start = text.trimStart()[0];
  return (start === '{' || start === '[') && 'value' in readJson(text) ? 'json' : 'text';
}

function labelsIn(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text.length <= longestLabel && text !== '' && !text.includes('\n')) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const again = [...counts].filter(([, count]) => count >= 2);
  const rows = again.reduce((total, [, count]) => total + count, 0);
  const distinct = new Set(again.map(([text]) => normalForm(text))).size;
  // Among free answers some come twice: labels are nearly all that there is.
  const isTask =
    rows >= texts.length * 0.9 &&
    rows >= distinct * rowsPerLabel &&
    distinct >= 2 &&
    again.length <= mostLabels;
  return isTask ? [...counts.keys()].sort() : [];
}

function scorersOf(kind: AnswerKind, short: boolean): ScorerId[] {
  switch (kind) {
    case 'label':
      return ['label'];
    case 'json':
      return ['json-fields', 'json-validity'];
    case 'tools':
      return ['tool-calls'];
    case 'text':
      return short ? ['normalised', 'exact', 'chrf', 'rouge-l'] : ['chrf', 'rouge-l'];
  }
}

const kindNames: Readonly<Record<AnswerKind, string>> = {
  label: 'a label',
  json: 'JSON',
  tools: 'a tool call',
  text: 'text',
};

function reasonOf(
  kinds: Readonly<Record<AnswerKind, number>>,
  order: readonly AnswerKind[],
  rows: number,
): string {
  if (order.length === 0) {
    return 'There are no rows.';
  }
  const counted = order.map((kind) => `${kinds[kind]} of ${rows} answers are ${kindNames[kind]}`);
  return order.length === 1 ? `All answers are ${kindNames[order[0]!]}.` : `${counted.join('; ')}.`;
}
