import * as z from 'zod';
import type { Json } from '../document/json.ts';
import { answerOf, type Message, promptOf } from './example.ts';
import type { Format } from './format.ts';
import { exampleOf, plainMessage } from './read.ts';
import { isKind, under } from './shapes.ts';
import { writePlain } from './write.ts';

export const alpaca: Format = {
  id: 'alpaca',
  title: 'Alpaca',
  source: 'https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html',
  requiredKeys: ['instruction', 'output'],
  roles: {},
  evidence(shape) {
    const found = ['instruction', 'output'].filter((key) => isKind(under(shape, key), 'string'));
    const hint = under(shape, 'instruction') !== undefined;
    // Seed tasks and the like have an instruction too, and keep their answers elsewhere: that alone is no proof.
    return found.length === 2 ? 0.95 : hint ? 0.3 : 0;
  },
  schema: z.strictObject({
    instruction: z.string(),
    input: z.string().nullish(),
    output: z.string(),
    system: z.string().nullish(),
    history: z.array(z.array(z.string())).nullish(),
  }),
  read(row) {
    const system = typeof row.system === 'string' ? plainMessage('system', row.system, ['system']) : [];
    const instruction = plainMessage('user', row.instruction, ['instruction']);
    return exampleOf({
      kind: 'prompt-completion',
      messages: [...system, ...readHistory(row.history), ...withInput(instruction, row.input)],
      completion: plainMessage('assistant', row.output, ['output']),
      standard: true,
    });
  },
  write(example) {
    const prompt = promptOf(example);
    const system = prompt.filter((message) => message.role === 'system');
    const users = prompt.filter((message) => message.role !== 'system');
    return {
      ...(system.length === 0 ? {} : { system: writePlain(system) }),
      instruction: writePlain(users.slice(-1)),
      input: '',
      output: writePlain(answerOf(example)),
      ...(users.length < 2 ? {} : { history: historyOf(users.slice(0, -1)) }),
    };
  },
};

/** `input` belongs to the same user turn as `instruction`: the trainer joins them with a newline. */
function withInput(instruction: Message[], input: Json | undefined): Message[] {
  const [message] = instruction;
  if (message === undefined || typeof input !== 'string' || input === '') {
    return instruction;
  }
  return [{ ...message, passages: [...message.passages, { text: input, path: ['input'] }] }];
}

function readHistory(history: Json | undefined): Message[] {
  if (!Array.isArray(history)) {
    return [];
  }
  return history.flatMap((pair, index) =>
    Array.isArray(pair)
      ? [
          ...plainMessage('user', pair[0], ['history', index, 0]),
          ...plainMessage('assistant', pair[1], ['history', index, 1]),
        ]
      : [],
  );
}

function historyOf(messages: readonly Message[]): string[][] {
  const pairs: string[][] = [];
  for (let index = 0; index + 1 < messages.length; index += 2) {
    pairs.push([
      writePlain(messages.slice(index, index + 1)),
      writePlain(messages.slice(index + 1, index + 2)),
    ]);
  }
  return pairs;
}
