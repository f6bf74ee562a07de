import { assistant, chat, good, many, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const file = many(3);

describeRule('schema.unknown-key', {
  flags: [
    {
      name: 'a misspelling of an optional key',
      rows: [...file, chat(user('Hi'), assistant('Hello', { wieght: 0 }))],
      at: ['"wieght"'],
      lines: [3],
      says: 'Did you mean "weight"',
      severity: 'warning',
      fixed: [...file, chat(user('Hi'), assistant('Hello', { weight: 0 }))],
    },
    {
      name: 'a misspelling at the top of the row',
      rows: [...file, { ...good(4), tool: [] }],
      at: ['"tool"'],
      fixed: [...file, { ...good(4), tools: [] }],
    },
    {
      name: 'another case',
      rows: [
        { instruction: 'a', output: 'b' },
        { instruction: 'a', Input: '👋', output: 'b' },
      ],
      at: ['"Input"'],
      fixed: [
        { instruction: 'a', output: 'b' },
        { instruction: 'a', input: '👋', output: 'b' },
      ],
    },
    {
      name: 'a misspelling in a message of a prompt list',
      rows: [{ prompt: [{ ...user('a'), nmae: 'Ann' }], completion: [assistant('b')] }],
      at: ['"nmae"'],
      says: '"name"',
    },
    {
      name: 'each key where the target rejects rows that have more than it knows',
      rows: [...file, { ...chat(user('Hi'), assistant('Hello', { id: 1 })), source: 'forum' }],
      target: 'openai-sft',
      at: ['"id"', '"source"'],
      says: 'rejected by OpenAI',
      severity: 'error',
    },
    {
      name: 'the misspelling as an error there too',
      rows: [...file, { ...good(4), function: [] }],
      target: 'openai-sft',
      at: ['"function"'],
      says: 'Did you mean "functions"',
      severity: 'error',
    },
  ],
  passes: [
    {
      name: "Together's weight of a row",
      rows: [{ ...chat(user('Hi'), assistant('Hello')), weight: 0.5 }],
      target: 'together-sft',
    },
    {
      name: 'keys of one’s own',
      rows: [{ ...good(1), id: 7, metadata: { source: 'forum' }, difficulty: 'hard' }],
    },
    {
      name: 'keys of one’s own in messages',
      rows: [chat({ ...user('Hi'), id: 1, date: 'today' }, assistant('Hello'))],
    },
    {
      name: 'keys of one’s own for a target that ignores them',
      rows: [{ ...good(1), source: 'forum' }],
      target: 'llama-factory',
    },
    {
      name: 'a near key beside the one it is near to',
      rows: [{ ...good(1), message: 'Hi', messages_en: [] }],
    },
    {
      name: 'what schema.missing-key shows as a misspelling',
      rows: [...file, chat({ role: 'user', contnet: 'Hi' }, assistant('Hello'))],
      target: 'openai-sft',
    },
    {
      name: 'short words that are near by chance',
      rows: [chat({ ...user('Hi'), lane: 1, game: 2 }, assistant('Hello'))],
    },
    {
      name: 'known keys',
      rows: [chat({ ...user('Hi'), name: 'Ann' }, assistant('Hello', { weight: 1 }))],
      target: 'openai-sft',
    },
    {
      name: 'a key "__proto__" or "constructor"',
      rows: ['{"messages":[{"role":"user","content":"a","constructor":1}],"__proto__":{}}'],
    },
  ],
});
