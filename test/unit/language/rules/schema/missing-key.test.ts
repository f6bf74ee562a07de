import { assistant, calling, chat, good, many, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const file = many(3);

describeRule('schema.missing-key', {
  flags: [
    {
      name: 'a message without content',
      rows: [...file, chat(user('Hi'), { role: 'assistant' })],
      at: ['{"role"'],
      lines: [3],
      says: 'This message has no "content"',
      severity: 'error',
    },
    {
      name: 'a message without a role',
      rows: [...file, { messages: [{ content: 'Hi 👋' }, assistant('Hello')] }],
      at: ['{"content"'],
      says: 'no "role"',
    },
    {
      name: 'a misspelt key at the misspelling, once',
      rows: [...file, { messages: [{ role: 'user', contnet: 'Hi' }, assistant('Hello')] }],
      at: ['"contnet"'],
      says: '"contnet" looks like a misspelling',
      fixed: [...file, { messages: [{ role: 'user', content: 'Hi' }, assistant('Hello')] }],
    },
    {
      name: 'the misspelt key of a row',
      rows: [...file, { message: [user('Hi'), assistant('Hello')] }],
      at: ['"message"'],
      fixed: [...file, chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'another case of a key',
      rows: [...file, { messages: [{ Role: 'user', content: 'Hi' }, assistant('Hello')] }],
      at: ['"Role"'],
      fixed: [...file, chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'a row without what the file’s format needs',
      rows: [...file, { id: 7 }],
      at: ['{"id"'],
      says: 'This row has no "messages"',
    },
    {
      name: 'several keys of one object in one problem',
      rows: [{ instruction: 'a', output: 'b' }, { instruction: 'c', output: 'd' }, { id: 1 }],
      at: ['{"id"'],
      says: 'no "instruction" and no "output"',
    },
    {
      name: 'a preference without its other answer',
      rows: [
        { prompt: 'a', chosen: 'b', rejected: 'c' },
        { prompt: 'd', chosen: 'e' },
      ],
      at: ['{"prompt"'],
      says: 'no "rejected"',
    },
    {
      name: 'a message of a prompt list',
      rows: [
        { prompt: [user('a')], chosen: [assistant('b')], rejected: [assistant('c')] },
        { prompt: [user('a')], chosen: [{ role: 'assistant' }], rejected: [assistant('c')] },
      ],
      at: ['{"role"'],
      lines: [1],
    },
    {
      name: 'a ShareGPT turn without a value',
      rows: [{ conversations: [{ from: 'human', value: 'Hi' }, { from: 'gpt' }] }],
      at: ['{"from"'],
      says: 'no "value"',
    },
    {
      name: 'a call without a function',
      rows: [
        ...file,
        chat(user('Hi'), { role: 'assistant', tool_calls: [{ id: 'a' }] }, toolResult('a', 'b')),
      ],
      at: ['{"id"'],
      says: 'This element of "tool_calls" has no "function"',
    },
    {
      name: 'an empty list of calls in place of content',
      rows: [...file, chat(user('Hi'), { role: 'assistant', tool_calls: [] })],
      at: ['{"role"'],
    },
    {
      name: 'a near key that is of another type, without a safe fix',
      rows: [...file, { messages: [{ role: 'user', contents: 5 }, assistant('Hello')] }],
      at: ['"contents"'],
    },
  ],
  passes: [
    { name: 'whole rows', rows: file },
    {
      name: 'calls without content',
      rows: [chat(user('Hi'), calling(['a', {}]), toolResult('call_a', 'b'), assistant('c'))],
    },
    {
      name: 'a call and a refusal without the key content',
      rows: [
        chat(user('Hi'), {
          role: 'assistant',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
        }),
        chat(user('Hi'), { role: 'assistant', refusal: 'No.' }),
        chat(user('Hi'), { role: 'assistant', function_call: { name: 'f', arguments: '{}' } }),
      ],
    },
    {
      name: 'content that is null or empty, which chat.empty-content flags',
      rows: [chat(user(''), assistant(null))],
    },
    { name: 'a preference without a prompt', rows: [{ chosen: 'a', rejected: 'b' }] },
    {
      name: 'optional keys',
      rows: [
        { instruction: 'a', output: 'b' },
        { instruction: 'a', input: 'c', output: 'b' },
      ],
    },
    { name: 'rows in no known format', rows: [{ question: 'a' }, { question: 'b' }] },
    {
      name: 'rows with odd values',
      rows: [good(1), { messages: [] }, { messages: [user('a'), assistant('b')], x: { __proto__: null } }],
    },
  ],
});
