import { assistant, chat, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.nothing-trained', {
  flags: [
    {
      name: 'the only answer masked',
      rows: [chat(user('Hi'), assistant('Hello', { weight: 0 }))],
      at: ['0'],
      says: 'trained on none of its tokens',
      severity: 'error',
      fixed: [chat(user('Hi'), assistant('Hello', { weight: 1 }))],
    },
    {
      name: 'all of several, at the last',
      rows: [chat(user('Hi'), assistant('a', { weight: 0 }), user('?'), assistant('b', { train: false }))],
      at: ['false'],
      fixed: [chat(user('Hi'), assistant('a', { weight: 0 }), user('?'), assistant('b', { train: true }))],
    },
    {
      name: 'it in ShareGPT, beside a masked question',
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi', weight: 0 },
            { from: 'gpt', value: 'Hello', weight: 0 },
          ],
        },
      ],
      at: ['0'],
    },
    {
      name: 'a masked completion',
      rows: [{ prompt: [user('Hi')], completion: [assistant('Hello', { weight: 0 })] }],
      at: ['0'],
    },
    {
      name: 'a weight of null beside "train"',
      rows: [chat(user('Hi'), assistant('Hello', { weight: null, train: false }))],
      at: ['false'],
    },
  ],
  passes: [
    {
      name: 'one answer of two trained',
      rows: [chat(user('Hi'), assistant('a', { weight: 0 }), user('?'), assistant('b'))],
    },
    { name: 'no weights', rows: [chat(user('Hi'), assistant('Hello'))] },
    { name: 'no answer at all, which chat.no-assistant flags', rows: [chat(user('Hi'))] },
    {
      name: 'a trained question',
      rows: [
        chat(
          user('Hi'),
          { ...assistant('a', { train: false }) },
          { role: 'user', content: 'x', train: true },
        ),
      ],
    },
    {
      name: 'a weight in quotes, which chat.weight flags',
      rows: [chat(user('Hi'), assistant('Hello', { weight: '0' }))],
    },
    {
      name: 'a masked prompt before a completion',
      rows: [
        { prompt: [user('Hi'), assistant('a', { weight: 0 }), user('?')], completion: [assistant('b')] },
      ],
    },
  ],
});
