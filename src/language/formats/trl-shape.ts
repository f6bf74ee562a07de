import type { Example, Message } from './example.ts';

/** How a model is trained: supervised, or on preference pairs in two ways. */
export type TrlMethod = 'sft' | 'dpo' | 'orpo';

/** Which tokens supervised fine-tuning learns: the assistant's, those of the last answer, or all. */
export type TrlLoss = 'assistant' | 'completion' | 'all';

/**
 * The shapes of rows that TRL reads (https://huggingface.co/docs/trl/dataset_formats, read 2026-11-24); all rows of a
 * run have the same. `plain`: strings in place of messages, which meet no chat template.
 */
export type TrlShape =
  | 'text'
  | 'messages'
  | 'prompt-completion'
  | 'plain-prompt-completion'
  | 'preference'
  | 'plain-preference';

/** What a row gives, whatever shape it is to have. `apart`: messages whose answer is written apart from its prompt. */
export type RowContent = 'text' | 'plain' | 'apart' | 'conversation' | 'pair' | 'plain-pair';

/** What the rows of a run give, counted. */
export interface ShapeSurvey {
  readonly contents: Readonly<Record<RowContent, number>>;
  /** Conversations with messages of weight 0. */
  readonly weighted: number;
  /** Conversations in which more than the last of the assistant's messages is learnt, or another than the last. */
  readonly several: number;
}

export const emptySurvey: ShapeSurvey = {
  contents: { text: 0, plain: 0, apart: 0, conversation: 0, pair: 0, 'plain-pair': 0 },
  weighted: 0,
  several: 0,
};

export function addSurveys(a: ShapeSurvey, b: ShapeSurvey): ShapeSurvey {
  const contents = { ...a.contents };
  for (const key of Object.keys(contents) as RowContent[]) {
    contents[key] += b.contents[key];
  }
  return { contents, weighted: a.weighted + b.weighted, several: a.several + b.several };
}

/**
 * The one shape that keeps most of what rows say. Conversations stay conversations; strings join them as messages where
 * both are there. Where TRL could not mask the messages of weight 0, but every row learns its last answer alone, prompt
 * and completion say the same and keep the weights.
 */
export function chooseShape(survey: ShapeSurvey, method: TrlMethod, loss: TrlLoss): TrlShape {
  const { text, plain, apart, conversation, pair } = survey.contents;
  if (method !== 'sft') {
    return pair > 0 || survey.contents['plain-pair'] === 0 ? 'preference' : 'plain-preference';
  }
  // Running text can't stand beside conversations: TRL takes one or the other.
  if (text > plain + apart + conversation) {
    return 'text';
  }
  if (plain > 0 && apart + conversation === 0) {
    return 'plain-prompt-completion';
  }
  const onlyApart = conversation === 0 && apart > 0;
  const masked = loss === 'assistant' && survey.weighted > 0 && survey.several === 0;
  return loss === 'completion' || onlyApart || masked ? 'prompt-completion' : 'messages';
}

/** What a row gives. `strings`: whether its format knows bare strings that are no turns of a conversation. */
export function contentOf(example: Example, strings: boolean): RowContent {
  const bare = (messages: readonly Message[]) => messages.every(({ source }) => source === undefined);
  switch (example.kind) {
    case 'text':
      return 'text';
    case 'prompt-completion':
      return strings && bare(example.messages) && bare(example.completion) ? 'plain' : 'apart';
    case 'preference':
      return strings && bare(example.messages) && bare(example.chosen) && bare(example.rejected)
        ? 'plain-pair'
        : 'pair';
    case 'conversation':
      return 'conversation';
  }
}

/** Whether rows of this shape meet the base model's chat template. */
export function isConversational(shape: TrlShape): boolean {
  return shape === 'messages' || shape === 'prompt-completion' || shape === 'preference';
}
