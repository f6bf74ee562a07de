import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../../../src/language/document/json.ts';
import { locate } from '../../../../src/language/document/locate.ts';
import { formatById, formats } from '../../../../src/language/formats/all.ts';
import { answerOf, type Example, promptOf, textOf } from '../../../../src/language/formats/example.ts';
import type { FormatId } from '../../../../src/language/formats/format.ts';
import { assistant, calling, chat, system, tool, user } from '../../support/rows.ts';
import { datasetOf } from '../../support/rule-table.ts';

const weather = tool('get_weather', { city: { type: 'string' } });
const asObject = JSON.parse(
  JSON.stringify(
    chat(user('Oslo?'), calling(['get_weather', '{"city":"Oslo"}']), assistant('4 degrees')),
  ).replace('"{\\"city\\":\\"Oslo\\"}"', '{"city":"Oslo"}'),
);

/** Rows as their documentation has them, with what they are read as. */
const rows: readonly [format: FormatId, row: object, prompt: string[], answer: string[]][] = [
  ['openai-chat', chat(system('S'), user('Q'), assistant('A')), ['system: S', 'user: Q'], ['assistant: A']],
  [
    'openai-chat',
    { ...chat(user('Q'), calling(['get_weather', '{"city":"Oslo"}'])), tools: [weather] },
    ['user: Q'],
    ['assistant:  get_weather({"city":"Oslo"})'],
  ],
  [
    'openai-chat',
    chat(
      user([
        { type: 'text', text: 'What is' },
        { type: 'text', text: 'this?' },
      ]),
      assistant('A'),
    ),
    ['user: What is\nthis?'],
    ['assistant: A'],
  ],
  [
    'openai-preference',
    { input: chat(user('Q')), preferred_output: [assistant('A')], non_preferred_output: [assistant('B')] },
    ['user: Q'],
    ['assistant: A'],
  ],
  [
    'trl-language-modelling',
    asObject,
    ['user: Oslo?', 'assistant:  get_weather({"city":"Oslo"})'],
    ['assistant: 4 degrees'],
  ],
  ['trl-prompt-completion', { prompt: 'Q', completion: 'A' }, ['user: Q'], ['assistant: A']],
  [
    'trl-prompt-completion',
    { prompt: [system('S'), user('Q')], completion: [assistant('A')] },
    ['system: S', 'user: Q'],
    ['assistant: A'],
  ],
  ['trl-preference', { prompt: 'Q', chosen: 'A', rejected: 'B' }, ['user: Q'], ['assistant: A']],
  [
    'trl-preference',
    { prompt: [user('Q')], chosen: [assistant('A')], rejected: [assistant('B')] },
    ['user: Q'],
    ['assistant: A'],
  ],
  [
    'sharegpt',
    {
      conversations: [
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: 'A' },
      ],
      system: 'S',
    },
    ['system: S', 'user: Q'],
    ['assistant: A'],
  ],
  [
    'sharegpt',
    {
      conversations: [
        { from: 'human', value: 'Q' },
        { from: 'function_call', value: '{"name":"get_weather","arguments":{"city":"Oslo"}}' },
        { from: 'observation', value: '4' },
        { from: 'gpt', value: 'A' },
      ],
    },
    [
      'user: Q',
      'assistant: {"name":"get_weather","arguments":{"city":"Oslo"}} get_weather({"city":"Oslo"})',
      'tool: 4',
    ],
    ['assistant: A'],
  ],
  [
    'sharegpt',
    {
      conversations: [{ from: 'human', value: 'Q' }],
      chosen: { from: 'gpt', value: 'A' },
      rejected: { from: 'gpt', value: 'B' },
    },
    ['user: Q'],
    ['assistant: A'],
  ],
  [
    'openai-chat',
    chat(
      user([{ type: 'text', value: 'Oslo?' }]),
      assistant([{ type: 'tool_call', value: '{"name":"get_weather","arguments":{"city":"Oslo"}}' }]),
    ),
    ['user: Oslo?'],
    ['assistant:  get_weather({"city":"Oslo"})'],
  ],
  [
    'alpaca',
    { instruction: 'Q', input: 'I', output: 'A', system: 'S', history: [['H', 'G']] },
    ['system: S', 'user: H', 'assistant: G', 'user: Q\nI'],
    ['assistant: A'],
  ],
  ['text', { text: 'Once upon a time.' }, [], []],
];

function summary(messages: Example['messages']): string[] {
  return messages.map((message) => {
    const calls = message.calls.map(({ name, arguments: args }) => {
      return ` ${name}(${typeof args === 'string' ? args : JSON.stringify(args)})`;
    });
    return `${message.role}: ${textOf(message)}${calls.join('')}`;
  });
}

describe.each(rows)('%s %#', (id, row, prompt, answer) => {
  const source = row as JsonObject;
  const format = formatById(id);

  test('is detected', () => {
    expect(datasetOf({ name: '', rows: [row, row] }).format?.id).toBe(id);
  });

  test('is what its schema accepts', () => {
    expect(format.schema.safeParse(source).error?.issues ?? []).toEqual([]);
  });

  test('is read as prompt and answer', () => {
    const example = format.read(source);
    expect(summary(promptOf(example))).toEqual(prompt);
    expect(summary(answerOf(example))).toEqual(answer);
  });

  test('knows where each text is', () => {
    const example = format.read(source);
    const text = JSON.stringify(row);
    for (const message of [
      ...example.messages,
      ...example.completion,
      ...example.chosen,
      ...example.rejected,
    ]) {
      for (const passage of message.passages) {
        const { start, end } = locate(text, { path: passage.path });
        expect(JSON.parse(text.slice(start, end))).toBe(passage.text);
      }
    }
  });

  test('reads what it writes as the same example', () => {
    const example = format.read(source);
    const again = format.read(format.write(example));
    expect(summary(again.messages)).toEqual(summary(example.messages));
    expect(summary(again.chosen)).toEqual(summary(example.chosen));
    expect(summary(again.rejected)).toEqual(summary(example.rejected));
    expect(summary(again.completion)).toEqual(summary(example.completion));
    expect(again.tools.map(({ name }) => name)).toEqual(example.tools.map(({ name }) => name));
  });
});

const odd: unknown[] = [
  {},
  { messages: null },
  { messages: {} },
  { messages: [1, null, [], 'x', { role: 1, content: 2, tool_calls: 'no', weight: [] }] },
  {
    messages: [{ role: '__proto__', tool_calls: [null, { function: 3 }, { function: { name: 1 } }] }],
    tools: {},
  },
  { input: 3, preferred_output: 'x', non_preferred_output: { a: 1 } },
  { prompt: 1, completion: {}, chosen: [], rejected: null },
  { conversations: [{ from: 'function_call', value: '{broken' }, { from: 3 }, 7] },
  { instruction: [], output: {}, history: [1, ['a'], [null, {}]] },
  { text: { a: 1 } },
  JSON.parse('{"__proto__":{"messages":[]},"constructor":1,"messages":[{"__proto__":1}]}'),
];

describe('formats', () => {
  test.each(formats.map((format) => [format.id, format] as const))(
    '%s reads any row without failing',
    (_, format) => {
      for (const row of odd) {
        expect(isObject(row) && format.read(row).kind).toBeTruthy();
      }
    },
  );

  test('follow the majority of a file', () => {
    const dataset = datasetOf({
      name: '',
      rows: [{ text: 'x' }, chat(user('Q'), assistant('A')), chat(user('P'), assistant('B'))],
    });
    expect(dataset.format?.id).toBe('openai-chat');
  });

  test('prefer those of the target between twins', () => {
    const row = chat(user('Q'), assistant('A'));
    expect(datasetOf({ name: '', rows: [row] }).format?.id).toBe('openai-chat');
    expect(datasetOf({ name: '', rows: [row], target: 'openai-sft' }).format?.id).toBe('openai-chat');
  });

  test('are unknown where a likeness is all there is', () => {
    const seed = { id: 'seed_1', instruction: 'Plan a menu.', instances: [{ input: '', output: 'Soup' }] };
    expect(datasetOf({ name: '', rows: [seed, seed] }).format).toBeUndefined();
  });

  test('are unknown where nothing speaks for any', () => {
    expect(datasetOf({ name: '', rows: [{ a: 1 }, { b: 2 }] }).format).toBeUndefined();
  });
});
