import * as z from 'zod';
import type { Format } from './format.ts';
import { chatRoles, exampleOf, readMessages, readRowTools } from './read.ts';
import { chatMessages, toolKeys } from './schemas.ts';
import { argumentsKind, isListOf, under } from './shapes.ts';
import { toolsKey, writeMessage } from './write.ts';

export const openaiChat: Format = {
  id: 'openai-chat',
  title: 'OpenAI chat',
  source: 'https://developers.openai.com/api/docs/guides/supervised-fine-tuning',
  requiredKeys: ['messages'],
  roles: chatRoles,
  evidence(shape) {
    const messages = under(shape, 'messages');
    if (!isListOf(messages, 'role', 'content')) {
      return messages === undefined ? 0 : 0.4;
    }
    // Arguments as objects are Hugging Face's spelling; everything else about the two formats is the same.
    return argumentsKind(messages) === 'object' ? 0.5 : 0.9;
  },
  schema: z.strictObject({ messages: chatMessages, ...toolKeys }),
  read(row) {
    return exampleOf({
      kind: 'conversation',
      messages: readMessages(row.messages, ['messages']),
      ...readRowTools(row),
    });
  },
  write(example) {
    return {
      messages: [...example.messages, ...example.completion, ...example.chosen].map((message) =>
        writeMessage(message, 'string'),
      ),
      ...toolsKey(example.tools),
    };
  },
};
