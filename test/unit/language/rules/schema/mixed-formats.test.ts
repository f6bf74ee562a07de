import { assistant, calling, chat, good, many, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const calls = calling(['weather', {}]) as { tool_calls: { function: { arguments: unknown } }[] } & ReturnType<
  typeof calling
>;
calls.tool_calls[0]!.function.arguments = { city: 'Bonn' };

describeRule('schema.mixed-formats', {
  flags: [
    {
      name: 'a prompt and a completion among chats',
      rows: [...many(3), { prompt: 'Hi', completion: 'Hello' }],
      at: ['"prompt"'],
      lines: [3],
      says: 'written as TRL prompt and completion, and most rows of this file as OpenAI chat',
      severity: 'error',
    },
    {
      name: 'ShareGPT among Alpaca',
      rows: [
        { instruction: 'a', output: 'b' },
        { instruction: 'c', output: 'd' },
        {
          conversations: [
            { from: 'human', value: '👋' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
      at: ['"conversations"'],
      says: 'ShareGPT',
    },
    {
      name: 'a preference among prompts with completions',
      rows: [
        { prompt: 'a', completion: 'b' },
        { prompt: 'c', completion: 'd' },
        { chosen: 'e', rejected: 'f' },
      ],
      at: ['"chosen"'],
    },
    {
      name: 'each row of the smaller part',
      rows: [...many(5), { text: 'a' }, { text: 'b' }],
      at: ['"text"', '"text"'],
      lines: [5, 6],
    },
  ],
  passes: [
    { name: 'one format', rows: many(4) },
    { name: 'a row that looks like nothing, which schema.missing-key flags', rows: [...many(3), { id: 1 }] },
    {
      name: 'formats that differ only in how calls are written',
      rows: [...many(3), chat(user('Hi'), calls, toolResult('call_weather', '{}'), assistant('Sun.'))],
    },
    { name: 'files in no known format', rows: [{ question: 'a' }, { reply: 'b' }] },
    { name: 'broken rows', rows: [good(1), good(2), '{"prompt":'] },
  ],
});
