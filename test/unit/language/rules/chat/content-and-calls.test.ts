import { assistant, calling, chat, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const both = { ...calling(['look_up_9', {}, 'abcdefghi']), content: 'One moment.' };
const { content: _, ...without } = both;

describeRule('chat.content-and-calls', {
  flags: [
    {
      name: 'content beside calls',
      rows: [chat(user('Hi'), both)],
      target: 'mistral',
      at: ['"content"'],
      says: 'Mistral fine-tuning takes one or the other',
      severity: 'error',
      fixed: [chat(user('Hi'), without as never)],
    },
    {
      name: 'content in parts',
      rows: [chat(user('Hi'), { ...both, content: [{ type: 'text', text: 'One moment.' }] })],
      target: 'mistral',
      at: ['"content"'],
    },
    {
      name: 'it where only one of two targets minds',
      rows: [chat(user('Hi'), both)],
      target: ['openai-sft', 'mistral'],
      at: ['"content"'],
      says: /: Mistral fine-tuning takes/,
    },
    {
      name: "OpenAI's older spelling of a call, in a spaced row",
      rows: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "\\u2026", "function_call": {"name": "f", "arguments": "{}"}}]}',
      ],
      target: 'mistral',
      at: ['"content"'],
      fixed: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}}]}',
      ],
    },
  ],
  passes: [
    { name: 'both, without a target', rows: [chat(user('Hi'), both)] },
    { name: 'both, where the target takes them', rows: [chat(user('Hi'), both)], target: 'openai-sft' },
    { name: 'calls alone', rows: [chat(user('Hi'), calling(['f', {}]))], target: 'mistral' },
    {
      name: 'empty content beside calls',
      rows: [chat(user('Hi'), { ...both, content: '' })],
      target: 'mistral',
    },
    { name: 'content alone', rows: [chat(user('Hi'), assistant('Hello'))], target: 'mistral' },
    {
      name: "ShareGPT's calls, which are written as content",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"name":"f","arguments":{}}' },
          ],
        },
      ],
      target: 'mistral',
    },
  ],
});
