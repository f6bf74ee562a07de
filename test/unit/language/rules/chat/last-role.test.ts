import { assistant, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const thanks = chat(user('Hi'), assistant('Hello'), user('Thanks'));

describeRule('chat.last-role', {
  flags: [
    {
      name: 'a user message after the last answer',
      rows: [thanks],
      at: ['"user"'],
      says: 'nothing that follows the last answer is learnt',
      severity: 'warning',
      fixed: [chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'it as an error where the target wants an answer',
      rows: [thanks],
      target: 'openai-sft',
      at: ['"user"'],
      says: 'OpenAI supervised fine-tuning wants',
      severity: 'error',
    },
    {
      name: 'a tool result at the end',
      rows: [chat(user('Hi'), assistant('Hello'), toolResult('call_1', '{}'))],
      at: ['"tool"'],
    },
    {
      name: "ShareGPT's human at the end",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
            { from: 'human', value: 'Bye' },
          ],
        },
      ],
      at: ['"human"'],
      says: '"human"',
    },
    {
      name: 'a prompt that ends with an answer, where the target wants the user there',
      rows: [
        {
          input: { messages: [user('Hi'), assistant('Well,')] },
          preferred_output: [assistant('hello')],
          non_preferred_output: [assistant('what?')],
        },
      ],
      target: 'together-dpo',
      at: ['"assistant"'],
      says: 'The prompt ends with a message from "assistant", and Together',
      severity: 'error',
    },
  ],
  passes: [
    { name: 'an answer at the end', rows: [chat(system('Be brief.'), user('Hi'), assistant('Hello'))] },
    { name: 'a row without any answer, which chat.no-assistant flags', rows: [chat(user('Hi'))] },
    {
      name: 'a last role that is unknown, which chat.unknown-role flags',
      rows: [chat(user('Hi'), assistant('Hello'), { role: 'asistant', content: 'Bye' })],
    },
    { name: 'a prompt with its completion apart', rows: [{ prompt: 'Hi', completion: 'Hello' }] },
    {
      name: 'a prompt whose last message the answer goes on from',
      rows: [{ prompt: [user('Hi'), assistant('Well,')], completion: [assistant(' hello.')] }],
      target: 'trl-sft',
    },
    {
      name: 'a prompt that ends with a tool result',
      rows: [
        {
          prompt: [user('Hi'), toolResult('call_1', '{}')],
          chosen: [assistant('a')],
          rejected: [assistant('b')],
        },
      ],
      target: 'trl-dpo',
    },
    { name: 'running text', rows: [{ text: 'Once upon a time.' }] },
  ],
});
