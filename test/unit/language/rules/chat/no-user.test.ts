import { assistant, chat, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.no-user', {
  flags: [
    {
      name: 'a system message and an answer',
      rows: [chat(system('Write a poem.'), assistant('Roses are red.'))],
      at: ['"messages"'],
      says: 'No message is from "user"',
      severity: 'warning',
    },
    {
      name: 'it as an error where the target wants the user first',
      rows: [chat(system('Write a poem.'), assistant('Roses are red.'))],
      target: 'together-sft',
      at: ['"messages"'],
      says: 'which Together supervised fine-tuning asks for',
      severity: 'error',
    },
    {
      name: "ShareGPT's gpt alone",
      rows: [{ conversations: [{ from: 'gpt', value: 'Hello' }] }],
      at: ['"conversations"'],
      says: '"human"',
    },
    {
      name: 'a prompt of a system message, which TRL rejects',
      rows: [{ prompt: [system('x')], chosen: [assistant('a')], rejected: [assistant('b')] }],
      target: 'trl-dpo',
      at: ['"prompt"'],
      severity: 'error',
    },
    {
      name: "an empty prompt in OpenAI's pairs",
      rows: [
        {
          input: { messages: [] },
          preferred_output: [assistant('a')],
          non_preferred_output: [assistant('b')],
        },
      ],
      at: ['"messages"'],
    },
    {
      name: 'pairs without a prompt in which nobody asks',
      rows: [{ chosen: [assistant('a')], rejected: [assistant('b')] }],
      at: ['"chosen"'],
    },
  ],
  passes: [
    { name: 'a user message', rows: [chat(user('Hi'), assistant('Hello'))], target: 'together-sft' },
    { name: 'no message at all, which chat.no-assistant flags', rows: [chat()] },
    { name: 'neither user nor answer: one problem is enough', rows: [chat(system('x'))] },
    {
      name: 'a user whose role is mistyped',
      rows: [chat({ role: 'usr', content: 'Hi' }, assistant('Hello'))],
    },
    { name: 'messages that are no list', rows: [{ messages: 'Hi' }] },
    { name: 'a list with something else in it', rows: [{ messages: ['Hi', assistant('Hello')] }] },
    { name: 'bare strings', rows: [{ chosen: 'a', rejected: 'b' }] },
    {
      name: 'pairs that carry their prompt',
      rows: [{ chosen: [user('Hi'), assistant('a')], rejected: [user('Hi'), assistant('b')] }],
    },
    { name: 'alpaca', rows: [{ instruction: 'Hi', output: 'Hello' }] },
  ],
});
