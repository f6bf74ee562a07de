import { estimateTokens } from '../../tokens/estimate.ts';
import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';

/** Tokens: about two pages of text, a long e-mail with its history, a log. */
const shortest = 1000;

/** The user hands over a long text. */
export const longInput: EdgeCase = {
  id: 'long-input',
  title: 'A very long input',
  why: 'Sooner or later somebody pastes a document, and a model that has only seen short inputs loses the request in it.',
  min: 1,
  needs: [],
  // No script has more tokens than characters worth counting.
  detect: ({ asked }) => asked.some((text) => text.length >= shortest && estimateTokens(text) >= shortest),
  draft: () => ({
    prompt: [message('user', placeholder('a request with a long text: a document, an e-mail thread, a log'))],
    answer: message('assistant', placeholder('the answer to the request')),
  }),
};
