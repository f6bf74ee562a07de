import { good } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.duplicate-key', {
  flags: [
    {
      name: 'a key of the row',
      rows: ['{"text":"a","text":"b"}'],
      at: ['"text"'],
      says: '"text" is written twice',
      severity: 'warning',
      fixed: ['{"text":"b"}'],
    },
    {
      name: 'a key of a message, at its second place',
      rows: [good(1), '{"messages":[{"role":"user","content":"👋","role":"assistant"}]}'],
      at: ['"role"'],
      lines: [1],
      fixed: [good(1), '{"messages":[{"content":"👋","role":"assistant"}]}'],
    },
    {
      name: 'a key that is written three times, once',
      rows: ['{"a":1, "b":2, "a":3, "a":4}'],
      at: ['"a"'],
      says: '3 times',
      fixed: ['{"b":2, "a":4}'],
    },
    {
      name: 'keys that are the same once their escapes are read',
      rows: ['{"text":"a","\\u0074ext":"b"}'],
      at: ['"\\u0074ext"'],
    },
    {
      name: 'keys of several objects',
      rows: ['{"a":{"x":1,"x":2},"b":[{"y":1,"y":{"z":0}}]}'],
      at: ['"x"', '"y"'],
    },
    { name: 'the key "__proto__"', rows: ['{"__proto__":1,"__proto__":2}'], at: ['"__proto__"'] },
    {
      name: 'keys below "parameters", where they are data',
      rows: ['{"text":"a","parameters":{"b":1,"b":2}}'],
      at: ['"b"'],
    },
    { name: 'a key after a byte order mark', rows: ['\uFEFF{"a":1,"a":2}', '{"a":1}'], at: ['"a"'] },
  ],
  passes: [
    { name: 'the same key in different objects', rows: [good(1), '{"a":{"a":1},"b":{"a":2}}'] },
    { name: 'keys that differ in case', rows: ['{"text":"a","Text":"b"}'] },
    { name: 'texts that look like keys', rows: [{ text: '{"a":1,"a":2}', 'a":': '\\": "' }] },
    { name: 'a row that is no object', rows: [good(1), '[{"a":1,"a":2}]'] },
    { name: 'the key "__proto__" once', rows: ['{"__proto__":{"a":1}}'] },
  ],
});
