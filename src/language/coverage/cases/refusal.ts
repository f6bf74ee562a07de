import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';
import { isRefusal } from '../refusal-words.ts';

/** The assistant declines what it can't or mustn't do. */
export const refusal: EdgeCase = {
  id: 'refusal',
  title: 'A request that is refused or out of scope',
  why: 'A model that has never declined anything makes something up when it is asked what it can’t or must not do.',
  min: 1,
  needs: ['speech', 'language'],
  detect: ({ answers }) => answers.some(isRefusal),
  draft: () => ({
    prompt: [message('user', placeholder('a request that this assistant has to decline'))],
    answer: message('assistant', placeholder('a polite refusal that says what is possible instead')),
  }),
};
