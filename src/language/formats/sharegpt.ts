import * as z from 'zod';
import { isObject, type Json, type JsonObject } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Message, Role } from './example.ts';
import type { Format } from './format.ts';
import { exampleOf, plainMessage, readCallsText, readPassages, readRowTools, roleOf } from './read.ts';
import { isListOf, under } from './shapes.ts';
import { toolsKey, writePlain } from './write.ts';

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  human: 'user',
  user: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  chatgpt: 'assistant',
  model: 'assistant',
  function_call: 'assistant',
  observation: 'tool',
  tool: 'tool',
  function_response: 'tool',
};

const spellings: Readonly<Record<Role, string>> = {
  system: 'system',
  developer: 'system',
  user: 'human',
  assistant: 'gpt',
  tool: 'observation',
  unknown: 'human',
};

const turn = z.looseObject({ from: z.string(), value: z.string() });

export const sharegpt: Format = {
  id: 'sharegpt',
  title: 'ShareGPT',
  source: 'https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html',
  requiredKeys: ['conversations'],
  roles,
  evidence(shape) {
    const turns = under(shape, 'conversations');
    if (turns === undefined) {
      return 0;
    }
    return isListOf(turns, 'from', 'value') ? 0.95 : 0.5;
  },
  schema: z.strictObject({
    conversations: z.array(turn),
    // LLaMA-Factory's preference rows: the conversation up to the user's last turn, and two answers to it.
    chosen: turn.optional(),
    rejected: turn.optional(),
    system: z.string().nullish(),
    tools: z
      .union([z.string(), z.array(z.looseObject({}))], { error: 'a JSON string or a list of tools' })
      .nullish(),
  }),
  read(row) {
    const turns = Array.isArray(row.conversations) ? row.conversations : [];
    const system = typeof row.system === 'string' ? plainMessage('system', row.system, ['system']) : [];
    const pair = row.chosen !== undefined && row.rejected !== undefined;
    return exampleOf({
      kind: pair ? 'preference' : 'conversation',
      messages: [...system, ...turns.flatMap((turn, index) => readTurn(turn, ['conversations', index]))],
      ...(pair && {
        chosen: readTurn(row.chosen, ['chosen']),
        rejected: readTurn(row.rejected, ['rejected']),
      }),
      ...readRowTools(row),
    });
  },
  write(example) {
    const pair = example.kind === 'preference';
    const messages = [...example.messages, ...example.completion, ...(pair ? [] : example.chosen)];
    const [first] = messages;
    const system = first?.role === 'system' ? { system: writePlain([first]) } : {};
    const turns = first?.role === 'system' ? messages.slice(1) : messages;
    const [chosen] = example.chosen.flatMap(writeTurn);
    const [rejected] = example.rejected.flatMap(writeTurn);
    return {
      conversations: turns.flatMap(writeTurn),
      ...(pair && chosen !== undefined && rejected !== undefined && { chosen, rejected }),
      ...system,
      ...toolsKey(example.tools),
    };
  },
};

function readTurn(source: Json | undefined, path: Path): Message[] {
  if (!isObject(source)) {
    return [];
  }
  const spelling = typeof source.from === 'string' ? source.from : undefined;
  const valuePath = [...path, 'value'];
  return [
    {
      role: roleOf(spelling, roles),
      spelling,
      path,
      rolePath: [...path, 'from'],
      contentPath: valuePath,
      content: source.value,
      passages: readPassages(source.value, valuePath),
      media: false,
      calls: spelling === 'function_call' ? readCallsText(source.value, valuePath) : [],
      callId: undefined,
      name: undefined,
      weight: source.weight ?? source.train,
      source,
    },
  ];
}

function writeTurn(message: Message): JsonObject[] {
  if (message.calls.length === 0) {
    return [{ from: spellings[message.role], value: writePlain([message]) }];
  }
  return message.calls.map((call) => ({
    from: 'function_call',
    value: JSON.stringify({ name: call.name ?? '', arguments: call.arguments ?? {} }),
  }));
}
