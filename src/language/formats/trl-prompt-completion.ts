import * as z from 'zod';
import { answerOf, promptOf } from './example.ts';
import type { Format } from './format.ts';
import { chatRoles, exampleOf, readEither, readRowTools } from './read.ts';
import { stringOrMessages, toolKeys } from './schemas.ts';
import { under } from './shapes.ts';
import { toolsKey, writeMessage, writePlain } from './write.ts';

export const trlPromptCompletion: Format = {
  id: 'trl-prompt-completion',
  title: 'TRL prompt and completion',
  source: 'https://huggingface.co/docs/trl/dataset_formats',
  requiredKeys: ['prompt', 'completion'],
  roles: chatRoles,
  evidence(shape) {
    const found = ['prompt', 'completion'].filter((key) => under(shape, key) !== undefined);
    const preference = under(shape, 'chosen') !== undefined || under(shape, 'rejected') !== undefined;
    return preference ? 0 : [0, 0.4, 0.9][found.length]!;
  },
  schema: z.strictObject({ prompt: stringOrMessages, completion: stringOrMessages, ...toolKeys }),
  read(row) {
    return exampleOf({
      kind: 'prompt-completion',
      messages: readEither('user', row.prompt, ['prompt']),
      completion: readEither('assistant', row.completion, ['completion']),
      standard: typeof row.prompt === 'string' || typeof row.completion === 'string',
      ...readRowTools(row),
    });
  },
  write(example) {
    const prompt = promptOf(example);
    const completion = answerOf(example);
    if (example.standard) {
      return { prompt: writePlain(prompt), completion: writePlain(completion) };
    }
    return {
      prompt: prompt.map((message) => writeMessage(message, 'object')),
      completion: completion.map((message) => writeMessage(message, 'object')),
      ...toolsKey(example.tools),
    };
  },
};
