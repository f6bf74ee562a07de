import type { Answer, Reference } from '../answer.ts';
import { chrf } from './chrf.ts';
import { exact } from './exact.ts';
import { jsonFields } from './json-fields.ts';
import { jsonValidity } from './json-validity.ts';
import { label } from './label.ts';
import { normalised } from './normalised.ts';
import { type PatternOptions, pattern } from './pattern.ts';
import { rougeL } from './rouge-l.ts';
import type { NotScored, Score } from './score.ts';
import { toolCalls } from './tool-calls.ts';

export const scorerIds = [
  'exact',
  'normalised',
  'label',
  'json-validity',
  'json-fields',
  'tool-calls',
  'rouge-l',
  'chrf',
  'chrf++',
  'pattern',
] as const;

export type ScorerId = (typeof scorerIds)[number];

/** What holds for a whole comparison, and some scorers need. */
export interface ScorerContext {
  /** All labels of the task. */
  readonly labels?: readonly string[];
  readonly pattern?: PatternOptions;
}

/** A scorer as a comparison uses it: any answer against any reference, null where it does not apply. */
export interface Scorer {
  readonly id: ScorerId;
  /** As a heading has it. */
  readonly title: string;
  readonly score: (answer: Answer, reference: Reference, context?: ScorerContext) => Score<object>;
}

type OnText = (answer: string, reference: string, context: ScorerContext) => Score<object>;

const callsOnly: NotScored = { problem: 'The reference is a tool call, and no text.' };
const noTools: NotScored = { problem: 'The row has no tools.' };
const noPattern: NotScored = { problem: 'No pattern is given.' };

export const scorers: readonly Scorer[] = [
  onText('exact', 'Exact match', exact),
  onText('normalised', 'Normalised match', (answer, reference) => normalised(answer, reference)),
  onText('label', 'Label accuracy', (answer, reference, { labels }) =>
    label(answer, reference, labels === undefined ? {} : { labels }),
  ),
  onText('json-validity', 'Valid JSON', (answer) => jsonValidity(answer)),
  onText('json-fields', 'JSON fields', (answer, reference) => jsonFields(answer, reference)),
  {
    id: 'tool-calls',
    title: 'Tool calls',
    score: (answer, reference) =>
      reference.tools || reference.calls.length > 0
        ? toolCalls(answer.calls, reference.calls)
        : { score: null, details: noTools },
  },
  onText('rouge-l', 'ROUGE-L', rougeL),
  onText('chrf', 'chrF', (answer, reference) => chrf(answer, reference)),
  onText('chrf++', 'chrF++', (answer, reference) => chrf(answer, reference, { wordOrder: 2 })),
  onText('pattern', 'Regular expression', (answer, reference, context) =>
    context.pattern === undefined
      ? { score: null, details: noPattern }
      : pattern(answer, reference, context.pattern),
  ),
];

export function scorerById(id: ScorerId): Scorer {
  return scorers.find((scorer) => scorer.id === id)!;
}

/** A reference of nothing but calls says nothing about text. */
function onText(id: ScorerId, title: string, score: OnText): Scorer {
  return {
    id,
    title,
    score: (answer, reference, context = {}) =>
      reference.text.trim() === '' && reference.calls.length > 0
        ? { score: null, details: callsOnly }
        : score(answer.text, reference.text, context),
  };
}
