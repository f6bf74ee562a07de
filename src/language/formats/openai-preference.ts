import * as z from 'zod';
import { isObject } from '../document/json.ts';
import type { Format } from './format.ts';
import { chatRoles, exampleOf, readMessages, readRowTools } from './read.ts';
import { chatMessages, toolKeys } from './schemas.ts';
import { isKind, under } from './shapes.ts';
import { toolsKey, writeMessage } from './write.ts';

export const openaiPreference: Format = {
  id: 'openai-preference',
  title: 'OpenAI preference',
  source: 'https://developers.openai.com/api/docs/guides/direct-preference-optimization',
  requiredKeys: ['input', 'preferred_output', 'non_preferred_output'],
  roles: chatRoles,
  evidence(shape) {
    const outputs = ['preferred_output', 'non_preferred_output'].filter(
      (key) => under(shape, key) !== undefined,
    );
    const input = isKind(under(shape, 'input'), 'object') ? 1 : 0;
    return outputs.length === 0 ? 0 : (outputs.length + input) / 3;
  },
  schema: z.strictObject({
    input: z.strictObject({ messages: chatMessages, ...toolKeys }),
    preferred_output: chatMessages,
    non_preferred_output: chatMessages,
  }),
  read(row) {
    const input = isObject(row.input) ? row.input : {};
    return exampleOf({
      kind: 'preference',
      messages: readMessages(input.messages, ['input', 'messages']),
      chosen: readMessages(row.preferred_output, ['preferred_output']),
      rejected: readMessages(row.non_preferred_output, ['non_preferred_output']),
      ...readRowTools(input, ['input']),
    });
  },
  write(example) {
    return {
      input: {
        messages: example.messages.map((message) => writeMessage(message, 'string')),
        ...toolsKey(example.tools),
      },
      preferred_output: [...example.chosen, ...example.completion].map((m) => writeMessage(m, 'string')),
      non_preferred_output: example.rejected.map((message) => writeMessage(message, 'string')),
    };
  },
};
