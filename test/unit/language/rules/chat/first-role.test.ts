import { assistant, calling, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const greeting = chat(assistant('How can I help?'), user('Hi'), assistant('Hello'));

describeRule('chat.first-role', {
  flags: [
    {
      name: 'a greeting of the assistant, as information',
      rows: [greeting],
      at: ['"assistant"'],
      says: 'The conversation begins with "assistant". Many chat templates',
      severity: 'info',
    },
    {
      name: 'it after the system message, as an error where the target wants the user',
      rows: [chat(system('Be brief.'), assistant('How can I help?'), user('Hi'), assistant('Hello'))],
      target: 'together-sft',
      at: ['"assistant"'],
      says: 'Together supervised fine-tuning wants the user to speak first',
      severity: 'error',
    },
    {
      name: "ShareGPT's gpt",
      rows: [
        {
          conversations: [
            { from: 'gpt', value: 'Hello' },
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
      target: 'llama-factory',
      at: ['"gpt"'],
      says: 'begins with "gpt", and LLaMA-Factory',
    },
    {
      name: 'it where the template of the base model decides',
      rows: [{ prompt: [assistant('Yes?'), user('Hi')], completion: [assistant('Hello')] }],
      target: 'trl-sft',
      at: ['"assistant"'],
      severity: 'info',
    },
  ],
  passes: [
    {
      name: 'the user first',
      rows: [chat(system('x'), user('Hi'), assistant('Hello'))],
      target: 'together-sft',
    },
    { name: 'a target that takes it', rows: [greeting], target: 'openai-sft' },
    { name: 'a row without a user, which chat.no-user flags', rows: [chat(assistant('Hello'))] },
    {
      name: "a tool's result first, which tools.unmatched-result flags",
      rows: [chat(toolResult('call_1', '{}'), user('Hi'), assistant('Hello'))],
    },
    { name: 'a call first after the user', rows: [chat(user('Hi'), calling(['f', {}]))] },
    { name: 'running text', rows: [{ text: 'Once upon a time.' }] },
  ],
});
