import { assistant, chat, good, many, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const messages = [user('Hi'), assistant('Hello')];
const twice = JSON.stringify(JSON.stringify(chat(...messages), null, 2));

describeRule('json.not-object', {
  flags: [
    {
      name: 'a list of objects on one line',
      rows: [good(1), [{ text: 'a' }, { text: 'b', n: 1.5 }], good(2)],
      at: ['['],
      lines: [1],
      says: 'list of objects',
      severity: 'error',
      fixed: [good(1), { text: 'a' }, { text: 'b', n: 1.5 }, good(2)],
    },
    {
      name: 'a list whose numbers and escapes stay as they are',
      rows: [good(1), '[{"n": 1.50, "t": "\\u00e9 x"}]', good(2)],
      at: ['['],
      fixed: [good(1), '{"n":1.50,"t":"\\u00e9 x"}', good(2)],
    },
    {
      name: 'a bare list of messages, which is one conversation',
      rows: [good(1), messages, good(2)],
      at: ['['],
      says: 'bare list of messages',
      fixed: [good(1), chat(...messages), good(2)],
    },
    {
      name: 'an object that was written as JSON twice',
      rows: [good(1), twice, good(2)],
      at: ['{\\n  \\"messages\\": [\\n  '],
      says: 'JSON twice',
      fixed: [good(1), chat(...messages), good(2)],
    },
    { name: 'a text', rows: [good(1), '"Hello"'], at: ['Hello'], says: 'is a text' },
    { name: 'a number', rows: [good(1), '42'], at: ['42'], says: 'is a number' },
    { name: 'null', rows: [good(1), 'null'], at: ['null'] },
    { name: 'a list of texts', rows: [good(1), '["a","b"]'], at: ['['], says: 'is a list' },
    { name: 'an empty list', rows: [...many(2), '[]'], at: ['['] },
  ],
  passes: [
    { name: 'objects', rows: [good(1), '{}'] },
    { name: 'what is no JSON', rows: [good(1), '[1,'] },
    { name: 'blank lines', rows: [good(1), ''] },
    { name: 'a file that is one list, which json.layout flags', rows: ['[{"text":"a"},{"text":"b"}]'] },
  ],
});
