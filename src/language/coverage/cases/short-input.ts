import { message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';

/** UTF-16 units: "order status?" and "reset password" are as short as what people type into a search box. */
const longest = 15;

/** The user opens with a word or two. */
export const shortInput: EdgeCase = {
  id: 'short-input',
  title: 'A very short input',
  why: 'People type a word or two, and a model that has only seen whole sentences guesses or rambles.',
  min: 1,
  needs: [],
  detect({ asked, messages }) {
    const [first] = asked;
    // Long texts are not trimmed: nearly all are long.
    if (first === undefined || first.length > longest * 4 || first.trim() === '') {
      return false;
    }
    return first.trim().length <= longest && !messages.some(({ role, media }) => role === 'user' && media);
  },
  draft: () => ({
    prompt: [message('user', placeholder('one or two words, such as "refund?"'))],
    answer: message('assistant', placeholder('the answer to that')),
  }),
};
