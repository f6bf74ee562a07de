import { good, many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('schema.unknown-format', {
  flags: [
    {
      name: 'rows of questions and replies, once, at the first',
      rows: many(5, (number) => ({ question: `Q${number}`, reply: 'A' })),
      at: ['{"question"'],
      lines: [0],
      says: 'Its rows have "question" and "reply". Expected are "messages" (OpenAI chat)',
      severity: 'error',
    },
    {
      name: 'a key that nearly is one that is known',
      rows: many(3, (number) => ({ message: [{ role: 'user', content: `${number}` }] })),
      at: ['"message"'],
      says: 'Did you mean "messages" by "message"?',
    },
    {
      name: 'the first object after other lines',
      rows: ['', '{"broken', { convrsations: [] }, { convrsations: [] }],
      at: ['"convrsations"'],
      lines: [2],
      says: '"conversations"',
    },
    { name: 'empty objects', rows: ['{}', '{}'], at: ['{'], says: 'empty objects' },
    {
      name: 'the keys that most rows have, of many only some',
      rows: [{ zz: 1 }, ...many(3, () => ({ aa: 1, bb: 1, cc: 1, dd: 1, ee: 1, ff: 1, gg: 1 }))],
      at: ['{"zz"'],
      says: '"aa", "bb", "cc", "dd", "ee" and "ff".',
    },
  ],
  passes: [
    { name: 'known formats', rows: many(2) },
    { name: 'a known format among other rows', rows: [good(1), { question: 'a' }] },
    { name: 'a file without objects', rows: ['[1]', '"a"', '{"broken'] },
    { name: 'an empty file', rows: [''] },
  ],
});
