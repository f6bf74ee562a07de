import { assistant, chat, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const late = chat(user('Hi'), system('Be brief.'), assistant('Hello'));

describeRule('chat.system-position', {
  flags: [
    {
      name: 'a system message that is not first',
      rows: [late],
      at: ['"system"'],
      says: 'comes after the conversation has begun',
      severity: 'warning',
      fixed: [chat(system('Be brief.'), user('Hi'), assistant('Hello'))],
    },
    {
      name: 'it as an error where the target wants it first',
      rows: [late],
      target: ['fireworks', 'openai-sft'],
      at: ['"system"'],
      says: /and Fireworks fine-tuning takes one only at the start/,
      severity: 'error',
    },
    {
      name: 'it in a spaced row, moved as it stands',
      rows: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "a"}, {"content": "Be \\u00e9", "role": "system"}, {"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}]}',
      ],
      at: ['"system"'],
      fixed: [
        '{"messages": [{"content": "Be \\u00e9", "role": "system"}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}]}',
      ],
    },
    {
      name: 'a second one right after the first',
      rows: [chat(system('Be brief.'), system('Be kind.'), user('Hi'), assistant('Hello'))],
      target: 'mistral',
      at: ['"system"'],
      says: 'the second message from "system", and Mistral fine-tuning takes one',
      severity: 'error',
      fixed: [chat(system('Be brief.\n\nBe kind.'), user('Hi'), assistant('Hello'))],
    },
    {
      name: "ShareGPT's turn beside the row's own system prompt",
      rows: [
        {
          system: 'Be brief.',
          conversations: [
            { from: 'system', value: 'Be kind.' },
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
      at: ['"system"'],
      fixed: [
        {
          system: 'Be brief.\n\nBe kind.',
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
    },
    {
      name: 'one at the end of a prompt, which TRL rejects',
      rows: [{ prompt: [user('Hi'), system('Be brief.')], completion: [assistant('Hello')] }],
      target: 'trl-sft',
      at: ['"system"'],
      severity: 'error',
    },
    {
      name: 'one in an answer',
      rows: [{ prompt: [user('Hi')], chosen: [system('x'), assistant('a')], rejected: [assistant('b')] }],
      at: ['"system"'],
      severity: 'warning',
    },
    {
      name: 'a developer message in the middle',
      rows: [chat(system('x'), user('Hi'), { role: 'developer', content: 'y' }, assistant('Hello'))],
      at: ['"developer"'],
    },
  ],
  passes: [
    {
      name: 'one system message at the start',
      rows: [chat(system('x'), user('Hi'), assistant('Hello'))],
      target: 'fireworks',
    },
    { name: 'none', rows: [chat(user('Hi'), assistant('Hello'))] },
    {
      name: 'a system and a developer message, as Harmony has them',
      rows: [chat(system('x'), { role: 'developer', content: 'y' }, user('Hi'), assistant('Hello'))],
    },
    {
      name: 'one after the last answer, which chat.last-role flags',
      rows: [chat(user('Hi'), assistant('Hello'), system('x'))],
    },
    { name: 'the system of an alpaca row', rows: [{ instruction: 'Hi', output: 'Hello', system: 'x' }] },
    {
      name: 'pairs that each carry their own prompt',
      rows: [
        {
          chosen: [system('x'), user('Hi'), assistant('a')],
          rejected: [system('x'), user('Hi'), assistant('b')],
        },
      ],
    },
  ],
});
