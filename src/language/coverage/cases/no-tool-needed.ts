import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';
import { isQuestionBack } from '../question-words.ts';
import { isRefusal } from '../refusal-words.ts';

/** Tools are at hand, and the assistant answers without them. */
export const noToolNeeded: EdgeCase = {
  id: 'no-tool-needed',
  title: 'A request that needs no tool',
  why: 'A model that has called a tool in every example calls one for "thank you" too.',
  min: 1,
  needs: ['tools'],
  detect: ({ example, answers, usesTools }) =>
    example.tools.length > 0 &&
    !usesTools &&
    answers.some((text) => /\S/.test(text)) &&
    // Asking for a parameter, or declining, is another matter.
    !answers.some((text) => isQuestionBack(text) || isRefusal(text)),
  draft: () => ({
    prompt: [message('user', placeholder('a request that the assistant can answer by itself'))],
    answer: message('assistant', placeholder('the answer, without a call')),
  }),
};
