import * as z from 'zod';
import type { Format } from './format.ts';
import { exampleOf, plainMessage } from './read.ts';
import { isKind, under } from './shapes.ts';
import { writePlain } from './write.ts';

/** Plain running text for language modelling: all of it is trained. */
export const text: Format = {
  id: 'text',
  title: 'Text',
  source: 'https://huggingface.co/docs/trl/dataset_formats',
  requiredKeys: ['text'],
  roles: {},
  evidence(shape) {
    return isKind(under(shape, 'text'), 'string') ? 0.7 : 0;
  },
  schema: z.strictObject({ text: z.string() }),
  read(row) {
    return exampleOf({
      kind: 'text',
      messages: plainMessage('assistant', row.text, ['text']),
      standard: true,
    });
  },
  write(example) {
    return { text: writePlain([...example.messages, ...example.completion, ...example.chosen]) };
  },
};
