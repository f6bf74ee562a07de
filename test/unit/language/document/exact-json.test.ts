import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly } from '../../../../src/language/document/exact-json.ts';

test.each([
  '{"a":10.0}',
  '[1e3,1E+2,-0,-0.0,0.10,1.50]',
  '12345678901234567890',
  '{"id":9007199254740993}',
  '["10.0","1e3"]',
])('%s is written as it was read', (text) => {
  expect(JSON.stringify(parseExactly(text))).toBe(text);
});

test('numbers that any writer writes alike are ordinary numbers', () => {
  expect(parseExactly('{"a":10.5,"b":[0,-1]}')).toEqual({ a: 10.5, b: [0, -1] });
});

test('what is no JSON throws', () => {
  expect(() => parseExactly('{"a":')).toThrow(SyntaxError);
});

test('any value comes through', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseExactly(text))).toBe(text);
    }),
  );
});
