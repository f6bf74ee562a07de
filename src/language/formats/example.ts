import type { Json, JsonObject } from '../document/json.ts';
import type { Path } from '../document/place.ts';

/** What a row teaches, in one shape for all formats. Every part knows its path in the source row. */
export interface Example {
  readonly kind: 'conversation' | 'prompt-completion' | 'preference' | 'text';
  /** The conversation; where the answer is written apart (completion, chosen, rejected), the prompt before it. */
  readonly messages: readonly Message[];
  readonly completion: readonly Message[];
  readonly chosen: readonly Message[];
  readonly rejected: readonly Message[];
  readonly tools: readonly Tool[];
  /** Where the tools are declared; undefined where they are not. */
  readonly toolsPath: Path | undefined;
  /** Plain strings in place of messages (TRL calls it standard, as against conversational). */
  readonly standard: boolean;
}

/** Canonical roles. What a format writes otherwise (`human`, `gpt`, `observation`) is mapped; the rest is unknown. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'unknown';

export interface Message {
  readonly role: Role;
  /** The role as the row writes it; undefined where it has none or it is not a string. */
  readonly spelling: string | undefined;
  readonly path: Path;
  readonly rolePath: Path;
  /** Where the content is, or would be. */
  readonly contentPath: Path;
  /** The content as the row has it; undefined where the key is missing. */
  readonly content: Json | undefined;
  /** The text of the content, part by part: one for a string, one for each text part of a list. */
  readonly passages: readonly Passage[];
  /** Whether the content has parts that are not text: images, audio, files. */
  readonly media: boolean;
  readonly calls: readonly ToolCall[];
  /** The call that a tool message answers. */
  readonly callId: string | undefined;
  readonly name: string | undefined;
  /** `weight` (0: not trained) or `train` (false: not trained), as written. */
  readonly weight: Json | undefined;
  /** The message as the row writes it; undefined where the format writes a bare string. */
  readonly source: JsonObject | undefined;
}

/** A string of the row that is text for the model. */
export interface Passage {
  readonly text: string;
  readonly path: Path;
}

export interface ToolCall {
  readonly path: Path;
  /**
   * Where the call is JSON text inside a string of the row (ShareGPT), the path of that string: the call's other
   * paths lead on through it. `through` makes places of them.
   */
  readonly text?: Path | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly namePath: Path;
  /** Arguments as written: a JSON string (OpenAI's spelling) or an object (Hugging Face's). */
  readonly arguments: Json | undefined;
  readonly argumentsPath: Path;
}

/** A tool that the row declares. */
export interface Tool {
  readonly path: Path;
  /** Where the row has its tools as JSON text, the path of that string, as with a `ToolCall`. */
  readonly text?: Path | undefined;
  readonly name: string | undefined;
  readonly namePath: Path;
  readonly description: string | undefined;
  /** JSON Schema of the parameters; undefined where none is given or it is not an object. */
  readonly parameters: JsonObject | undefined;
  readonly parametersPath: Path;
}

/** The sections of an example, each a run of messages in order, with the key that holds it. */
export type Section = 'messages' | 'completion' | 'chosen' | 'rejected';

export const sections: readonly Section[] = ['messages', 'completion', 'chosen', 'rejected'];

/** All messages of an example: the conversation or prompt, then the answers. */
export function allMessages(example: Example): readonly Message[] {
  const { messages, completion, chosen, rejected } = example;
  if (completion.length === 0 && chosen.length === 0 && rejected.length === 0) {
    return messages;
  }
  return [...messages, ...completion, ...chosen, ...rejected];
}

/**
 * The conversations that a model would see whole: one, or for a preference pair two that share a prompt. What holds
 * of the order of messages holds of each of these.
 */
export function dialogues(example: Example): readonly (readonly Message[])[] {
  switch (example.kind) {
    case 'preference':
      return [
        [...example.messages, ...example.chosen],
        [...example.messages, ...example.rejected],
      ];
    case 'prompt-completion':
      return [[...example.messages, ...example.completion]];
    default:
      return [example.messages];
  }
}

/** The text of a message as one string; parts of a list are joined by a newline. */
export function textOf(message: Message): string {
  const { passages } = message;
  if (passages.length === 1) {
    return passages[0]!.text;
  }
  return passages.map((passage) => passage.text).join('\n');
}

/** Where a conversation's final answer starts: the index of the last assistant message, or its length without one. */
export function answerStart(messages: readonly Message[]): number {
  for (let index = messages.length - 1; index >= 0; index--) {
    if (messages[index]!.role === 'assistant') {
      return index;
    }
  }
  return messages.length;
}

/** What comes before the answer that is learnt; nothing in running text, all of which is learnt. */
export function promptOf(example: Example): readonly Message[] {
  if (example.kind === 'text') {
    return [];
  }
  if (example.kind === 'conversation') {
    return example.messages.slice(0, answerStart(example.messages));
  }
  return example.messages;
}

/** The answer that is learnt: the last assistant message, the completion or the chosen answer. */
export function answerOf(example: Example): readonly Message[] {
  switch (example.kind) {
    case 'conversation':
      return example.messages.slice(answerStart(example.messages));
    case 'prompt-completion':
      return example.completion;
    case 'preference':
      return example.chosen;
    case 'text':
      return [];
  }
}

/** Whether a message's tokens are learnt: an assistant's, unless a weight of 0 or `train: false` masks it. */
export function isTrained(message: Message): boolean {
  return message.role === 'assistant' && message.weight !== 0 && message.weight !== false;
}
