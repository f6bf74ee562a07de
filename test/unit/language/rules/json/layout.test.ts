import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repairs, safeOnly } from '../../../../../src/language/checking/fix.ts';
import { assistant, chat, good, many, user } from '../../../support/rows.ts';
import { datasetOf, describeRule } from '../../../support/rule-table.ts';

function lines(text: string): string[] {
  return text.split('\n');
}

const two = [good(1), good(2)];

describeRule('json.layout', {
  flags: [
    {
      name: 'one list over several lines',
      rows: [...lines(JSON.stringify(two, null, 2)), ''],
      at: ['['],
      lines: [0],
      says: 'one JSON list',
      severity: 'error',
      fixed: [...two, ''],
    },
    { name: 'one list on one line', rows: [JSON.stringify(two)], at: ['['], fixed: two },
    {
      name: 'a list of rows, one a line',
      rows: ['[', `${JSON.stringify(good(1))},`, JSON.stringify(good(2)), ']', ''],
      at: ['['],
      fixed: [...two, ''],
    },
    {
      name: 'objects over several lines, with every literal as it was',
      rows: lines(
        '{\n  "n": 1.50e3,\n  "n": 2,\n  "t": "a  \\u00e9 { \\" }"\n}\n{\n  "n": 12345678901234567890\n}',
      ),
      at: ['{'],
      says: 'spread over several lines',
      fixed: ['{"n":1.50e3,"n":2,"t":"a  \\u00e9 { \\" }"}', '{"n":12345678901234567890}'],
    },
    {
      name: 'objects with blank lines and commas between them',
      rows: lines('\n{\n"a": 1\n},\n\n{\n"a": 2\n}\n'),
      at: ['{'],
      lines: [1],
      fixed: ['{"a":1}', '{"a":2}', ''],
    },
    {
      name: 'a broken object, with the row that has to be put right',
      rows: lines('{\n  "a": 1,\n}\n{\n  "a": 2\n}'),
      at: ['{'],
      says: 'row 2 has to be put right',
      fixed: lines('{\n  "a": 1,\n}\n{\n  "a": 2\n}'),
    },
    {
      name: 'a list that was cut off',
      rows: lines('[\n  {\n    "a": 1\n  },\n  {\n    "a": "x'),
      at: ['['],
      says: 'has to be put right',
      fixed: lines('[\n  {\n    "a": 1\n  },\n  {\n    "a": "x'),
    },
    {
      name: 'a list of other things than objects',
      rows: lines('[\n  1,\n  2\n]'),
      at: ['['],
      says: 'by hand',
    },
    {
      name: 'the messages of one conversation, which are not rows',
      rows: lines(JSON.stringify([user('Hi'), assistant('Hello')], null, 2)),
      at: ['['],
      says: 'single conversation',
      fixed: [chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'a list behind a byte order mark',
      rows: lines(`\uFEFF${JSON.stringify(two, null, 1)}`),
      at: ['['],
      fixed: [`\uFEFF${JSON.stringify(two[0])}`, two[1]!],
    },
  ],
  passes: [
    { name: 'one object per line', rows: many(5) },
    { name: 'one row', rows: [good(1)] },
    { name: 'rows that are lists', rows: ['[{"a":1}]', '[{"a":2}]', '[{"a":3}]'] },
    { name: 'a single broken row', rows: ['{"messages":[{"role":"user",}'] },
    { name: 'one pretty-printed object among many rows', rows: [...many(9), ...lines('{\n"a":1\n}')] },
    { name: 'a log file', rows: ['[INFO] started', '[INFO] stopped'] },
    { name: 'an empty file', rows: [''] },
  ],
});

const object = fc.dictionary(
  fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__'),
  fc.jsonValue({ maxDepth: 3 }),
  { minKeys: 1, maxKeys: 4 },
);

test('the fix keeps every value of a list and of pretty-printed objects', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 2, maxLength: 6 }), fc.boolean(), (values, asList) => {
      fc.pre(!values.every((value) => typeof value.role === 'string'));
      const text = asList
        ? JSON.stringify(values, null, 2)
        : values.map((value) => JSON.stringify(value, null, 2)).join('\n');
      const [splice] = repairs(datasetOf({ name: '', rows: lines(text) }), safeOnly).splices;
      expect(splice!.inserted).toEqual(values.map((value) => JSON.stringify(value)));
    }),
  );
});
