import { assistant, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.last-role', {
  flags: [
    {
      name: 'a user message after the last answer',
      rows: [chat(user('Hi'), assistant('Hello'), user('Thanks'))],
      at: ['"user"'],
      says: 'nothing that follows the last answer is learnt',
      severity: 'warning',
      fixed: [chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'it as an error where the target wants an answer',
      rows: [chat(user('Hi'), assistant('Hello'), user('Thanks'))],
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
  ],
  passes: [
    { name: 'an answer at the end', rows: [chat(system('Be brief.'), user('Hi'), assistant('Hello'))] },
    { name: 'a row without any answer, which chat.no-assistant flags', rows: [chat(user('Hi'))] },
    { name: 'a prompt with its completion apart', rows: [{ prompt: 'Hi', completion: 'Hello' }] },
    { name: 'running text', rows: [{ text: 'Once upon a time.' }] },
  ],
});
