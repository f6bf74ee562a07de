import { answerStart, type Example, isTrained, type Message } from '../formats/example.ts';
import type { TrlLoss } from '../formats/trl-shape.ts';
import { estimateMessage } from './estimate.ts';

/** Estimated tokens of one row as a trainer sees it. */
export interface RowLength {
  /** Of the longest sequence that the row makes: for a preference pair, prompt and the longer answer. */
  readonly length: number;
  /** Of all sequences together: a pair makes two. */
  readonly total: number;
  /** Before the answer: where a sequence is cut sooner, nothing of the answer is left. */
  readonly prompt: number;
  /** Learnt. */
  readonly trained: number;
  /** Of the assistant's messages, and of the last of them. */
  readonly assistant: number;
  readonly last: number;
}

/** The lengths of a row. `tools`: tokens of the tools that it declares, which templates write into the prompt. */
export function lengthsOf(example: Example, loss: TrlLoss, tools: number, ascii = false): RowLength {
  const sum = (messages: readonly Message[]) =>
    messages.reduce((tokens, message) => tokens + estimateMessage(message, ascii), 0);
  const before = tools + sum(example.messages);
  switch (example.kind) {
    case 'preference': {
      const chosen = sum(example.chosen);
      const rejected = sum(example.rejected);
      return {
        length: before + Math.max(chosen, rejected),
        total: 2 * before + chosen + rejected,
        prompt: before,
        trained: chosen + rejected,
        assistant: chosen,
        last: chosen,
      };
    }
    case 'prompt-completion': {
      const answer = sum(example.completion);
      const length = before + answer;
      const trained = loss === 'all' ? length : answer;
      return { length, total: length, prompt: before, trained, assistant: answer, last: answer };
    }
    case 'text':
      return { length: before, total: before, prompt: 0, trained: before, assistant: before, last: before };
    case 'conversation': {
      const { messages } = example;
      const assistant = sum(messages.filter(isTrained));
      const at = lastTrained(messages);
      const last = sum(messages.slice(at, at + 1));
      const first = messages.findIndex(isTrained);
      // What is learnt first: the rest of a long conversation may be cut and something is left.
      const start = loss === 'completion' ? at : first < 0 ? messages.length : first;
      return {
        length: before,
        total: before,
        prompt: loss === 'all' ? 0 : tools + sum(messages.slice(0, start)),
        trained: loss === 'all' ? before : loss === 'completion' ? last : assistant,
        assistant,
        last,
      };
    }
  }
}

/** The answer that is learnt where only one is: the last of the assistant's messages that no weight masks. */
export function lastTrained(messages: readonly Message[]): number {
  const at = messages.findLastIndex(isTrained);
  return at < 0 ? answerStart(messages) : at;
}
