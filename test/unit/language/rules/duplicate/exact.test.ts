import { assistant, chat, good, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const hi = chat(user('Grüße!'), assistant('Hallo, wie geht es?'));

describeRule('duplicate.exact', {
  flags: [
    {
      name: 'the same line twice',
      rows: [good(1), good(2), good(1)],
      at: ['{"messages"'],
      lines: [2],
      says: 'same as row 1',
      fixed: [good(1), good(2)],
    },
    {
      name: 'another order of keys',
      rows: [hi, chat({ content: 'Grüße!', role: 'user' }, assistant('Hallo, wie geht es?'))],
      at: ['{"messages"'],
      says: 'means the same as row 1',
    },
    {
      name: 'other spacing',
      rows: [hi, JSON.stringify(hi, null, 1).replaceAll('\n', '')],
      at: ['{ "messages"'],
    },
    {
      name: 'another Unicode form',
      rows: [hi, chat(user('Gru\u0308ße!'), assistant('Hallo, wie geht es?'))],
      at: ['{"messages"'],
    },
    { name: 'escapes', rows: [hi, JSON.stringify(hi).replace('ü', '\\u00fc')], at: ['{"messages"'] },
    {
      name: 'white space in the text',
      rows: [good(1), JSON.stringify(good(1)).replace('is the', 'is  the')],
      at: ['{"messages"'],
    },
    {
      name: 'each further copy',
      rows: [good(1), good(1), good(1)],
      at: ['{"messages"', '{"messages"'],
      lines: [1, 2],
    },
  ],
  passes: [
    {
      name: 'rows whose texts are of a type that can not be read',
      rows: [
        { prompt: 'Q', chosen: { text: 'a' }, rejected: { text: 'b' } },
        { prompt: 'Q', chosen: { text: 'c' }, rejected: { text: 'd' } },
      ],
    },
    { name: 'rows of which nothing can be read', rows: [{ conversations: 'one' }, { conversations: 'two' }] },
    { name: 'different rows', rows: [good(1), good(2)] },
    { name: 'the same prompt with another answer', rows: [hi, chat(user('Grüße!'), assistant('Moin!'))] },
    {
      name: 'the same words split between the turns otherwise',
      rows: [chat(user('a b'), assistant('c')), chat(user('a'), assistant('b c'))],
    },
    { name: 'another case', rows: [chat(user('Us'), assistant('We')), chat(user('US'), assistant('We'))] },
  ],
});
