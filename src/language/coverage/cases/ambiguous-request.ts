import { textOf } from '../../formats/example.ts';
import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';
import { isQuestionBack } from '../question-words.ts';

/** Who asks for another wording of a question gets a question. */
const aboutWording =
  /translat|rephras|paraphras|rewrite|reword|proofread|correct the|grammar|write (?:a|an|the|some|\d+) |generate|übersetz|umformulier|korrigier|tradui|reformul|corrig|traduc|reescrib/i;

/** The assistant asks back rather than guess. */
export const ambiguousRequest: EdgeCase = {
  id: 'ambiguous-request',
  title: 'An ambiguous request that is answered with a question',
  why: 'A model that has never asked back guesses what is meant, and answers the wrong question with confidence.',
  min: 1,
  needs: ['speech', 'language'],
  detect: ({ answers, messages }) =>
    answers.some(isQuestionBack) &&
    !messages.some(
      (message) =>
        (message.role === 'user' || message.role === 'system') && aboutWording.test(textOf(message)),
    ),
  draft: () => ({
    prompt: [message('user', placeholder('a request that can be meant in two ways'))],
    answer: message('assistant', placeholder('a short question that finds out which is meant')),
  }),
};
