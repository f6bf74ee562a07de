import {
  assistant,
  calling,
  chat,
  good,
  many,
  system,
  tool,
  toolResult,
  user,
} from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

/** Chat rows with keys of one's own beside the messages. */
function tagged(more: object): (number: number) => object {
  return (number) => ({ ...good(number), ...more });
}

const rated = tagged({ difficulty: 'hard', source: 'forum' });
const parts = (number: number) =>
  chat(user([{ type: 'text', text: `Question ${number}` }]), assistant(`Answer ${number}`));

describeRule('schema.drift', {
  flags: [
    {
      name: 'a value of another type',
      rows: [...many(57, rated), tagged({ difficulty: 3, source: 'forum' })(58)],
      at: ['3'],
      lines: [57],
      says: '57 of 58 rows have "difficulty" as a string; this one has a number',
      severity: 'warning',
    },
    {
      name: 'a list of parts where the others have a string',
      rows: [...many(40), parts(41)],
      at: ['"content"'],
      lines: [40],
      says: '"content" of "user" messages',
    },
    {
      name: 'a string where the others have a list of parts',
      rows: [...many(40, parts), good(41)],
      at: ['"What is the capital of country number 41?"'].map(() => '"content"'),
    },
    {
      name: 'another nesting',
      rows: [...many(30, tagged({ meta: { level: 1 } })), tagged({ meta: [{ level: 1 }] })(31)],
      at: ['"meta"'],
      says: 'as an object; this one has a list',
    },
    {
      name: 'a key that all others have',
      rows: [...many(30, rated), tagged({ difficulty: 'easy' })(31)],
      at: ['{"messages"'],
      lines: [30],
      says: '30 of 31 rows have "source"; this one does not',
    },
    {
      name: 'a key inside an object of its own',
      rows: [...many(30, tagged({ meta: { level: 1, by: 'me' } })), tagged({ meta: { level: 2 } })(31)],
      at: ['{"level"'],
      says: '"meta.by"',
    },
    {
      name: 'a key that no other has, as information',
      rows: [...many(30), tagged({ note: 'check this' })(31)],
      at: ['"note"'],
      says: '30 of 31 rows do not have "note"',
      severity: 'info',
    },
    {
      name: 'a key of a message that no other has',
      rows: [...many(30), chat(user('Hi'), assistant('Hello', { score: 1 }))],
      at: ['"score"'],
      says: '"score" of "assistant" messages',
    },
    {
      name: 'a misspelling of the file’s own key once',
      rows: [...many(30, rated), tagged({ dificulty: 'hard', source: 'forum' })(31)],
      at: ['"dificulty"'],
      says: 'this one has "dificulty" in its place',
      fixed: [...many(30, rated), tagged({ difficulty: 'hard', source: 'forum' })(31)],
    },
    {
      name: 'another name for a role',
      rows: [
        ...many(30, (number) => ({
          conversations: [
            { from: 'human', value: `Hi ${number}` },
            { from: 'gpt', value: 'Hello' },
          ],
        })),
        {
          conversations: [
            { from: 'user', value: 'Bye' },
            { from: 'gpt', value: 'Goodbye' },
          ],
        },
      ],
      at: ['"user"'],
      says: 'use "human"',
      severity: 'warning',
    },
    {
      name: 'the very element of a list, with its index',
      rows: [...many(30, tagged({ tags: ['a', 'b'] })), tagged({ tags: ['a', 7, 'c'] })(31)],
      at: ['7'],
      says: '"tags\\[\\]"'.replace(/\\/g, ''),
    },
    {
      name: 'habits of a file in no known format',
      rows: [
        ...many(25, (number) => ({ question: `Q${number}`, reply: 'A' })),
        { question: 'Q', reply: ['A'] },
      ],
      at: ['"reply"'],
    },
    {
      name: 'no more than three differences of one row',
      rows: [
        ...many(40, tagged({ a: 1, b: 1, c: 1, d: 1, e: 1 })),
        tagged({ a: 'x', b: 'x', c: 'x', d: 'x', e: 'x' })(41),
      ],
      at: ['"x"', '"x"', '"x"'],
    },
  ],
  passes: [
    { name: 'rows that are all alike', rows: many(50, rated) },
    {
      name: 'optional keys that a good part of the rows has',
      rows: many(50, (number) => (number % 5 < 3 ? rated(number) : good(number))),
    },
    {
      name: 'a file that is too small to have habits',
      rows: [...many(15, rated), tagged({ difficulty: 3 })(16)],
    },
    {
      name: 'keys that the format knows as optional',
      rows: [
        ...many(60),
        chat(user('Hi'), assistant('Hello', { weight: 0 })),
        chat({ ...user('Hi there'), name: 'Ann' }, assistant('Hello!')),
      ],
    },
    {
      name: 'tools in some rows, content null beside calls',
      rows: [
        ...many(60),
        {
          ...chat(
            user('Weather?'),
            calling(['weather', {}]),
            toolResult('call_weather', '{}'),
            assistant('Sun.'),
          ),
          tools: [tool('weather')],
        },
      ],
    },
    {
      name: 'images in some rows, which need a list',
      rows: [
        ...many(60),
        chat(
          user([
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          ]),
          assistant('A cat.'),
        ),
      ],
    },
    {
      name: 'a system message here and there, which system.missing looks at',
      rows: [...many(60), chat(system('Be brief.'), user('Hi'), assistant('Hello'))],
    },
    {
      name: 'null where a value is unknown',
      rows: [...many(60, rated), tagged({ difficulty: null, source: 'forum' })(61)],
    },
    {
      name: 'objects whose keys are data',
      rows: many(60, (number) => ({ ...good(number), scores: { [`model-${number}`]: number } })),
    },
    {
      name: 'many rare keys, each in a few rows',
      rows: many(100, (number) => ({ ...good(number), [`key${number % 40}`]: number })),
    },
    {
      name: 'what schema.missing-key says already',
      rows: [...many(40), chat({ role: 'user', contnet: 'Hi' }, assistant('Hello'))],
    },
    {
      name: 'what schema.wrong-type says already',
      rows: [...many(40), chat(user(5), assistant('Hello'))],
    },
    {
      name: 'what schema.unknown-key says already',
      rows: [...many(40), tagged({ tool: [] })(41)],
    },
    {
      name: 'rows of another format',
      rows: [...many(40, rated), { prompt: 'Hi', completion: 'Hello' }],
    },
    {
      name: 'a type that a tenth of the rows has',
      rows: many(50, (number) => tagged({ difficulty: number % 10 === 0 ? 3 : 'hard' })(number)),
    },
  ],
});
