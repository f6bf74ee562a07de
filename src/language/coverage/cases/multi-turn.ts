import { textOf } from '../../formats/example.ts';
import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';

/** The user comes back to an answer. */
export const multiTurn: EdgeCase = {
  id: 'multi-turn',
  title: 'A conversation of several turns',
  why: 'Trained on single turns alone, a model answers each question as if nothing had been said before.',
  min: 1,
  needs: ['turns', 'speech'],
  detect({ asked, messages }) {
    if (asked.length < 2) {
      return false;
    }
    let answered = false;
    let cameBack = false;
    for (const message of messages) {
      if (message.role === 'user') {
        cameBack = answered;
      } else if (message.role === 'assistant' && message.calls.length === 0 && /\S/.test(textOf(message))) {
        if (cameBack) {
          return true;
        }
        answered = true;
      }
    }
    return false;
  },
  draft: () => ({
    prompt: [
      message('user', placeholder('a first question')),
      message('assistant', placeholder('its answer')),
      message(
        'user',
        placeholder('what the user says to that: a correction, or a question that needs the first'),
      ),
    ],
    answer: message('assistant', placeholder('an answer that takes both into account')),
  }),
};
