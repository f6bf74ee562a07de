import type { Message } from '../../formats/example.ts';
import { callMessage, message, placeholder } from '../draft.ts';
import type { EdgeCase } from '../edge-case.ts';
import { isErrorResult } from '../error-result.ts';

/** A call fails, and the assistant has to say something. */
export const toolError: EdgeCase = {
  id: 'tool-error',
  title: 'A tool that returns an error',
  why: 'A model that has only seen tools succeed reports success when one fails.',
  min: 1,
  needs: ['tools'],
  detect({ messages, usesTools }) {
    if (!usesTools) {
      return false;
    }
    for (let index = 0; index < messages.length; index++) {
      if (messages[index]!.role === 'tool' && isErrorResult(messages[index]!)) {
        return messages.slice(index + 1).some(({ role }: Message) => role === 'assistant');
      }
    }
    return false;
  },
  draft: (tools) => ({
    prompt: [
      message('user', placeholder('a request that needs the tool')),
      callMessage(
        tools.find(({ name }) => name !== undefined),
        'call_1',
      ),
      message('tool', `{"error":"${placeholder('what the tool says when it fails')}"}`, { callId: 'call_1' }),
    ],
    answer: message('assistant', placeholder('what the assistant says when the tool fails')),
  }),
};
