import type { Json } from '../language/document/json.ts';
import { answerOf, type Example, textOf } from '../language/formats/example.ts';

/** A tool call: arguments as they are written, a JSON text (OpenAI's spelling) or a value. */
export interface Call {
  readonly name: string;
  readonly arguments: Json | undefined;
}

/** What a model says at one turn, or what a row says that it should have said. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly Call[];
}

/** What an answer is held against. */
export interface Reference extends Answer {
  /** Whether the row declares tools: then calling none may be what is right. */
  readonly tools: boolean;
}

/**
 * The answer that a row teaches, as far as a model would give it in one turn: the first message of the assistant's in
 * the last turn, the completion or the chosen answer. Undefined where a row has none, as in running text.
 */
export function referenceOf(example: Example): Reference | undefined {
  const message = answerOf(example).find(({ role }) => role === 'assistant');
  return message === undefined
    ? undefined
    : {
        text: textOf(message),
        calls: message.calls.map((call) => ({ name: call.name ?? '', arguments: call.arguments })),
        tools: example.tools.length > 0 || message.calls.length > 0,
      };
}
