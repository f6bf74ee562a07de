import { assistant, calling, chat, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.no-assistant', {
  flags: [
    {
      name: 'a conversation without an answer',
      rows: [chat(system('x'), user('Hi'))],
      at: ['"messages"'],
      says: 'No message is from "assistant"',
      severity: 'error',
    },
    { name: 'an empty conversation', rows: [chat()], at: ['"messages"'], says: 'There are no messages here' },
    {
      name: "ShareGPT's human alone",
      rows: [{ conversations: [{ from: 'human', value: 'Hi' }] }],
      at: ['"conversations"'],
      says: '"gpt"',
    },
    {
      name: 'a completion from the user',
      rows: [{ prompt: [user('Hi')], completion: [user('Hello')] }],
      at: ['"completion"'],
    },
    {
      name: 'an empty completion',
      rows: [{ prompt: [user('Hi')], completion: [] }],
      at: ['"completion"'],
    },
  ],
  passes: [
    { name: 'an answer', rows: [chat(user('Hi'), assistant('Hello'))] },
    { name: 'a call', rows: [chat(user('Hi'), calling(['f', {}]))] },
    {
      name: 'an answer whose role is mistyped',
      rows: [chat(user('Hi'), { role: 'asistant', content: 'x' })],
    },
    { name: 'messages that are no list', rows: [{ messages: null }] },
    { name: 'a list with something else in it', rows: [{ messages: [user('Hi'), 'Hello'] }] },
    {
      name: "a preference row's answers, which preference.shape looks at",
      rows: [{ prompt: [user('Hi')], chosen: [user('a')], rejected: [assistant('b')] }],
    },
    { name: 'bare strings', rows: [{ prompt: 'Hi', completion: 'Hello' }] },
    { name: 'alpaca', rows: [{ instruction: 'Hi', output: 'Hello' }] },
  ],
});
