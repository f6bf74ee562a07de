import { assistant, chat, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.weight', {
  flags: [
    {
      name: 'a weight between 0 and 1, which means nothing else',
      rows: [chat(user('Hi'), assistant('Hello', { weight: 0.5 }))],
      at: ['0.5'],
      says: 'is 0.5, and trainers take only the numbers 0 (not learnt) and 1 (learnt)',
      severity: 'warning',
      fixed: [chat(user('Hi'), assistant('Hello', { weight: 0.5 }))],
    },
    {
      name: 'it as an error where the target knows only 0 and 1',
      rows: [chat(user('Hi'), assistant('Hello', { weight: 2 }))],
      target: 'openai-sft',
      at: ['2'],
      says: 'OpenAI supervised fine-tuning takes only',
      severity: 'error',
    },
    {
      name: 'strings and booleans that can only mean one of the two',
      rows: [
        chat(
          user('Hi'),
          assistant('a', { weight: '0' }),
          user('?'),
          assistant('b', { weight: ' 1.0' }),
          user('?'),
          assistant('c', { weight: true }),
        ),
      ],
      at: ['"0"', '" 1.0"', 'true'],
      says: 'is the string "0"',
      fixed: [
        chat(
          user('Hi'),
          assistant('a', { weight: 0 }),
          user('?'),
          assistant('b', { weight: 1 }),
          user('?'),
          assistant('c', { weight: 1 }),
        ),
      ],
    },
    {
      name: '"train" that is no boolean',
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi', train: 0 },
            { from: 'gpt', value: 'Hello', train: 'True' },
          ],
        },
      ],
      at: ['0', '"True"'],
      fixed: [
        {
          conversations: [
            { from: 'human', value: 'Hi', train: false },
            { from: 'gpt', value: 'Hello', train: true },
          ],
        },
      ],
    },
    {
      name: 'values of any type',
      rows: [
        chat(
          user('Hi'),
          assistant('a', { weight: [1] }),
          user('?'),
          assistant('b', { weight: {}, train: '' }),
        ),
      ],
      at: ['[1]', '{}', '""'],
      says: 'is an array',
    },
  ],
  passes: [
    {
      name: '0, 1, and 1.0',
      rows: [
        '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"a","weight":0},{"role":"user","content":"?"},{"role":"assistant","content":"b","weight":1.0}]}',
      ],
      target: 'openai-sft',
    },
    { name: 'no weights', rows: [chat(user('Hi'), assistant('Hello'))] },
    { name: 'null', rows: [chat(user('Hi'), assistant('Hello', { weight: null }))] },
    { name: 'booleans for "train"', rows: [chat(user('Hi'), assistant('a', { train: true }))] },
    { name: 'a weight that is no key of a message', rows: [{ prompt: 'weight', completion: '0.5' }] },
  ],
});
