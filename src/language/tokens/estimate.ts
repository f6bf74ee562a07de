import { allMessages, type Example, isTrained, textOf } from '../formats/example.ts';

/**
 * Tokens of a text, estimated: about 4 characters of Latin script to a token, about 1 of scripts beyond
 * (OpenAI's rule of thumb, help.openai.com "What are tokens and how to count them", read 2026-11-23). Good for
 * totals within some 20 %; nothing is rejected on its word.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  // A sample is enough for a share, and keeps a long text from being read whole.
  const step = Math.max(1, Math.floor(text.length / 16));
  let seen = 0;
  for (let index = 0; index < text.length; index += step) {
    seen++;
    if (text.charCodeAt(index) > 0x2e7f) {
      wide++;
    }
  }
  const share = seen === 0 ? 0 : wide / seen;
  return Math.ceil(text.length * (share + (1 - share) / 4));
}

/** Tokens that frame a message in a chat template: role, markers and the line end. */
const perMessage = 4;

/** Estimated tokens of an example, and those that are learnt. */
export function estimateExample(example: Example): { total: number; trained: number } {
  let total = 0;
  let trained = 0;
  for (const message of allMessages(example)) {
    let tokens = perMessage + estimateTokens(textOf(message));
    for (const call of message.calls) {
      const value = call.arguments;
      tokens += estimateTokens(typeof value === 'string' ? value : JSON.stringify(value ?? ''));
    }
    total += tokens;
    if (isTrained(message)) {
      trained += tokens;
    }
  }
  return { total, trained };
}
