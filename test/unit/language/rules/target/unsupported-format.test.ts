import { assistant, calling, chat, good, many, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const turns = {
  conversations: [
    { from: 'human', value: 'Hi' },
    { from: 'gpt', value: 'Hello' },
  ],
};
const calls = [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: {} } }];

describeRule('target.unsupported-format', {
  flags: [
    {
      name: 'ShareGPT for OpenAI, once a file',
      rows: [turns, turns],
      target: 'openai-sft',
      at: ['{"conversations"'],
      lines: [0],
      says: /are ShareGPT \("conversations"\), and OpenAI supervised fine-tuning reads OpenAI chat \("messages"\)\./,
      severity: 'error',
    },
    {
      name: 'a preference file for supervised fine-tuning, naming all that is read',
      rows: [{ prompt: 'Hi', chosen: 'Hello', rejected: 'What?' }],
      target: 'together-sft',
      at: ['{"prompt"'],
      says: 'reads OpenAI chat ("messages"), TRL prompt and completion ("prompt", "completion") or Text ("text").',
    },
    {
      name: 'the first row of the format, past what else there is',
      rows: ['', 'broken', { instruction: 'Hi', output: 'Hello' }, { instruction: 'Bye', output: 'Bye' }],
      target: 'mlx',
      at: ['{"instruction"'],
      lines: [2],
    },
    {
      name: 'each of several targets that do not read it',
      rows: many(3),
      target: ['openai-sft', 'openai-dpo', 'trl-dpo'],
      at: ['{"messages"', '{"messages"'],
    },
  ],
  passes: [
    { name: 'no target', rows: [turns] },
    { name: 'a format that the target reads', rows: [good()], target: 'openai-sft' },
    { name: 'one of several formats', rows: [{ text: 'Once upon a time.' }], target: 'together-sft' },
    {
      name: 'the twin of a format, of which tools.arguments-type tells the difference',
      rows: [chat(user('Hi'), { ...calling(['f', {}]), tool_calls: calls })],
      target: 'openai-sft',
    },
    { name: 'chat rows for TRL', rows: [chat(user('Hi'), assistant('Hello'))], target: 'trl-sft' },
    { name: 'rows of no known format', rows: [{ a: 1 }], target: 'openai-sft' },
    {
      name: 'an odd row in a file of the right format',
      rows: [good(1), good(2), good(3), turns],
      target: 'openai-sft',
    },
  ],
});
