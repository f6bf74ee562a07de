import { expect, test } from 'vitest';
import { jsonIn } from '../../../../src/providers/anyscale/json-output.ts';

test.each([
  ['{"a":1}', { a: 1 }],
  ['[]\n', []],
  ['Warning: old\n{\n  "a": [1, 2]\n}\nThere is a new version.\n', { a: [1, 2] }],
  ['[INFO] starting\n[{"id": "x"}]', [{ id: 'x' }]],
  ['{not json}\n  {"a":1}', { a: 1 }],
  ['say {"a":1}', undefined],
  ['', undefined],
  ['{"a":', undefined],
])('%j', (output, value) => {
  expect(jsonIn(output)).toEqual(value);
});
