import { allMessages, type Example, isTrained, type Message } from '../formats/example.ts';

/**
 * Tokens of a text, estimated: about 4 characters of Latin script to a token, about 1 of scripts beyond
 * (OpenAI's rule of thumb, help.openai.com "What are tokens and how to count them", read 2026-11-23). Good for
 * totals within some 20 %; nothing is rejected on its word.
 */
export function estimateTokens(text: string, ascii = false): number {
  return Math.ceil(text.length * (ascii ? 0.25 : 0.25 + 0.75 * wideShare(text)));
}

/** The share of a text's characters that are tokens by themselves: a sample tells, and spares reading a long text. */
function wideShare(text: string): number {
  const step = Math.max(1, Math.floor(text.length / 64));
  let seen = 0;
  let wide = 0;
  for (let index = 0; index < text.length; index += step) {
    seen++;
    if (text.charCodeAt(index) > 0x2e7f) {
      wide++;
    }
  }
  return seen === 0 ? 0 : wide / seen;
}

/** Tokens that frame a message in a chat template: role, markers and the line end. */
const perMessage = 4;

/** Estimated tokens of a message in a chat template. `ascii`: that its texts are known to be ASCII. */
export function estimateMessage(message: Message, ascii = false): number {
  let tokens = perMessage;
  for (const passage of message.passages) {
    tokens += estimateTokens(passage.text, ascii);
  }
  for (const call of message.calls) {
    const value = call.arguments;
    tokens += estimateTokens(typeof value === 'string' ? value : JSON.stringify(value ?? ''));
  }
  return tokens;
}

/** Estimated tokens of an example, and those that are learnt. `ascii`: that its texts are known to be ASCII. */
export function estimateExample(example: Example, ascii = false): { total: number; trained: number } {
  let total = 0;
  let trained = 0;
  for (const message of allMessages(example)) {
    const tokens = estimateMessage(message, ascii);
    total += tokens;
    if (isTrained(message)) {
      trained += tokens;
    }
  }
  return { total, trained };
}
