import * as z from 'zod';
import type { Format } from './format.ts';
import { chatRoles, exampleOf, readEither, readRowTools } from './read.ts';
import { stringOrMessages, toolKeys } from './schemas.ts';
import { under } from './shapes.ts';
import { toolsKey, writeMessage, writePlain } from './write.ts';

export const trlPreference: Format = {
  id: 'trl-preference',
  title: 'TRL preference',
  source: 'https://huggingface.co/docs/trl/dataset_formats',
  requiredKeys: ['chosen', 'rejected'],
  roles: chatRoles,
  evidence(shape) {
    if (under(shape, 'conversations') !== undefined) {
      return 0;
    }
    const found = ['chosen', 'rejected'].filter((key) => under(shape, key) !== undefined);
    return [0, 0.5, 0.95][found.length]!;
  },
  schema: z.strictObject({
    // TRL reads rows without a prompt too: the prompt is then what chosen and rejected begin with in common.
    prompt: stringOrMessages.optional(),
    chosen: stringOrMessages,
    rejected: stringOrMessages,
    ...toolKeys,
  }),
  read(row) {
    return exampleOf({
      kind: 'preference',
      messages: readEither('user', row.prompt, ['prompt']),
      chosen: readEither('assistant', row.chosen, ['chosen']),
      rejected: readEither('assistant', row.rejected, ['rejected']),
      standard: typeof row.chosen === 'string' || typeof row.rejected === 'string',
      ...readRowTools(row),
    });
  },
  write(example) {
    const { messages, chosen, rejected } = example;
    if (example.standard) {
      return { prompt: writePlain(messages), chosen: writePlain(chosen), rejected: writePlain(rejected) };
    }
    return {
      prompt: messages.map((message) => writeMessage(message, 'object')),
      chosen: chosen.map((message) => writeMessage(message, 'object')),
      rejected: rejected.map((message) => writeMessage(message, 'object')),
      ...toolsKey(example.tools),
    };
  },
};
