import { assistant, chat, good, many, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const file = many(3);

describeRule('schema.wrong-type', {
  flags: [
    {
      name: 'content that is a number',
      rows: [...file, chat(user(42), assistant('Hello'))],
      at: ['42'],
      lines: [3],
      says: '"content" is a number, where OpenAI chat wants a string, a list of content parts or null',
      severity: 'error',
    },
    {
      name: 'content that is an object, at its key',
      rows: [...file, chat(user({ text: 'Hi' }), assistant('Hello'))],
      at: ['"content"'],
      says: 'is an object',
    },
    {
      name: 'one part of a list of parts',
      rows: [...file, chat(user([{ type: 'text', text: '👋' }, 5]), assistant('Hello'))],
      at: ['5'],
      says: 'wants a string or an object in "content"',
    },
    {
      name: 'a message that is a string',
      rows: [...file, { messages: ['Hi', assistant('Hello')] }],
      at: ['"Hi"'],
      says: 'This message is a string',
    },
    {
      name: 'a long message that is a string, by its beginning',
      rows: [...file, { messages: ['x'.repeat(500), assistant('Hello')] }],
      at: ['x'.repeat(40)],
    },
    {
      name: 'messages that are no list',
      rows: [...file, { messages: { role: 'user', content: 'Hi' } }],
      at: ['"messages"'],
      says: 'is an object',
    },
    {
      name: 'the wrong message inside a prompt list',
      rows: [
        { prompt: [user('a')], chosen: [assistant('b')], rejected: [assistant('c')] },
        {
          prompt: [user('a'), { role: 'user', content: 7 }],
          chosen: [assistant('b')],
          rejected: [assistant('c')],
        },
      ],
      at: ['7'],
      lines: [1],
    },
    {
      name: 'a prompt that is neither a string nor a list',
      rows: [{ prompt: null, completion: 'b' }],
      at: ['null'],
      says: 'wants a string or a list of messages',
    },
    {
      name: 'a ShareGPT value that is true',
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: true },
          ],
        },
      ],
      at: ['true'],
      says: '"value" is true',
    },
    {
      name: 'a role that is null',
      rows: [...file, chat(user('Hi'), { role: null as unknown as string, content: 'Hello' })],
      at: ['null'],
      says: '"role" is null',
    },
    {
      name: 'an Alpaca history that is no list of pairs',
      rows: [{ instruction: 'a', output: 'b', history: [['c', 1]] }],
      at: ['1'],
      says: 'This element',
    },
    {
      name: 'tools that are a number',
      rows: [...file, { ...good(4), tools: 3 }],
      at: ['3'],
    },
  ],
  passes: [
    {
      name: 'strings, lists of parts and null',
      rows: [...file, chat(user([{ type: 'text', text: 'Hi' }]), assistant(null))],
    },
    { name: 'strings and lists of messages', rows: [{ prompt: 'a', completion: [assistant('b')] }] },
    {
      name: 'keys of one’s own of any type',
      rows: [
        { ...good(1), id: 7 },
        { ...good(2), id: 'x' },
      ],
    },
    {
      name: 'optional keys that are null',
      rows: [{ instruction: 'a', input: null, output: 'b', history: null }],
    },
    {
      name: 'definitions of tools, which the family tools looks at',
      rows: [{ ...good(1), tools: [{ type: 'function', function: { name: 5 } }] }],
    },
    {
      name: 'weights, which chat.weight looks at',
      rows: [chat(user('Hi'), assistant('Hello', { weight: '1' }))],
    },
    { name: 'missing keys', rows: [...file, { messages: [{ role: 'user' }] }] },
  ],
});
