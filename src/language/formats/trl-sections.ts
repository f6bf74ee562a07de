import { parseExactly } from '../document/exact-json.ts';
import { parsedJson } from '../document/inner.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import { lastTrained } from '../tokens/lengths.ts';
import { type Example, isTrained, type Message, textOf } from './example.ts';
import { Inconvertible, trlMessage } from './trl-message.ts';
import type { RowContent, TrlLoss, TrlMethod, TrlShape } from './trl-shape.ts';

/** Gives the value at a path of the row, with its numbers as they are written. */
export type Exact = (path: Path) => unknown;

/** An example as TRL's columns, without its tools. Throws `Inconvertible`. */
export function sectionsOf(
  example: Example,
  content: RowContent,
  shape: TrlShape,
  loss: TrlLoss,
  exact: Exact,
): JsonObject {
  const write = (messages: readonly Message[]) => messages.map((message) => trlMessage(message, exact));
  switch (shape) {
    case 'text':
      return { text: filled(plainOf(example.messages), 'It has no text.') };
    case 'plain-prompt-completion':
      return { prompt: plainOf(example.messages), completion: plainOf(example.completion) };
    case 'messages':
      return { messages: write(conversationOf(example, loss)) };
    case 'prompt-completion': {
      const [prompt, completion] = apart(example, content);
      return { prompt: write(prompt), completion: write(completion) };
    }
    case 'plain-preference':
      return plainPair(example);
    case 'preference':
      return pair(write(example.messages), write(example.chosen), write(example.rejected));
  }
}

/** Why a row's content can't have the shape that the run's rows have; undefined where it can. */
export function obstacle(content: RowContent, shape: TrlShape, method: TrlMethod): string | undefined {
  const isPair = content === 'pair' || content === 'plain-pair';
  if (method === 'sft' && isPair) {
    return 'It is a preference pair; supervised fine-tuning learns single answers. Train it with dpo or orpo.';
  }
  if (method !== 'sft' && !isPair) {
    return `It is no preference pair: ${method} needs a chosen and a rejected answer.`;
  }
  if (shape === 'text' && content !== 'text') {
    return 'Most rows are running text, and this one is not: TRL trains one or the other in a run.';
  }
  if (shape !== 'text' && content === 'text') {
    return 'It is running text, and most rows are prompts with answers: TRL trains one or the other in a run.';
  }
  const plain = shape === 'plain-prompt-completion' || shape === 'plain-preference';
  return plain && content !== 'plain' && content !== 'plain-pair'
    ? 'It has messages, and the other rows have strings.'
    : undefined;
}

function conversationOf(example: Example, loss: TrlLoss): readonly Message[] {
  const all = [...example.messages, ...example.completion];
  if (all.length === 0) {
    throw new Inconvertible('It has no messages.');
  }
  // One such row ends a whole run of TRL.
  if (loss === 'assistant' && !all.some(isTrained)) {
    throw new Inconvertible('No message of the assistant is learnt in it.');
  }
  return all;
}

/** Prompt and answer of a row; of a conversation, what is before the last answer that is learnt, and that answer. */
function apart(example: Example, content: RowContent): [readonly Message[], readonly Message[]] {
  const { messages, completion } = example;
  const at = lastTrained(messages);
  const answer = content === 'conversation' ? messages.slice(at, at + 1).filter(isTrained) : completion;
  const prompt = content === 'conversation' ? messages.slice(0, at) : messages;
  if (answer.length === 0) {
    throw new Inconvertible('It has no answer that is learnt.');
  }
  if (prompt.length === 0) {
    throw new Inconvertible("Nothing comes before its answer, and TRL's prompt may not be empty.");
  }
  return [prompt, answer];
}

function pair(prompt: JsonObject[], chosen: JsonObject[], rejected: JsonObject[]): JsonObject {
  if (chosen.length === 0 || rejected.length === 0) {
    throw new Inconvertible(`It has no ${chosen.length === 0 ? 'chosen' : 'rejected'} answer.`);
  }
  // TRL's own way with rows that have no prompt: it is what both begin with.
  const shared = prompt.length > 0 ? 0 : sharedStart(chosen, rejected);
  const whole = prompt.length > 0 ? prompt : chosen.slice(0, shared);
  if (whole.length === 0) {
    throw new Inconvertible('It has no prompt, and chosen and rejected do not begin alike.');
  }
  return { prompt: whole, chosen: chosen.slice(shared), rejected: rejected.slice(shared) };
}

/** How many messages two lists begin with in common, short of their last ones. */
function sharedStart(chosen: readonly JsonObject[], rejected: readonly JsonObject[]): number {
  const most = Math.min(chosen.length, rejected.length) - 1;
  let shared = 0;
  while (shared < most && JSON.stringify(chosen[shared]) === JSON.stringify(rejected[shared])) {
    shared++;
  }
  return shared;
}

function plainPair(example: Example): JsonObject {
  const chosen = plainOf(example.chosen);
  const rejected = plainOf(example.rejected);
  if (example.messages.length > 0) {
    return { prompt: plainOf(example.messages), chosen, rejected };
  }
  let shared = 0;
  while (shared < Math.min(chosen.length, rejected.length) && chosen[shared] === rejected[shared]) {
    shared++;
  }
  // The space before the answers belongs to them, as TRL's extract_prompt has it.
  const at = shared > 0 && chosen[shared - 1] === ' ' ? shared - 1 : shared;
  return { prompt: chosen.slice(0, at), chosen: chosen.slice(at), rejected: rejected.slice(at) };
}

function plainOf(messages: readonly Message[]): string {
  return messages.map(textOf).join('\n');
}

function filled(text: string, reason: string): string {
  if (text === '') {
    throw new Inconvertible(reason);
  }
  return text;
}

/** The tools of a row in OpenAI's spelling, which templates know, with all that is said of them; undefined for none. */
export function trlTools(value: JsonObject, path: Path | undefined, exact: Exact): Json[] | undefined {
  const raw = path === undefined ? undefined : valueAt(value, path);
  if (raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0)) {
    return undefined;
  }
  const text = typeof raw === 'string' && parsedJson(raw) !== undefined ? raw : undefined;
  const list = text === undefined ? exact(path!) : parseExactly(text);
  if (!Array.isArray(list) || !list.every(isObject)) {
    throw new Inconvertible('Its tools are no list of tools.');
  }
  const tools = list.map((tool) => ({
    type: 'function',
    function: isObject(tool.function) ? tool.function : tool,
  }));
  return tools.length === 0 ? undefined : tools;
}
