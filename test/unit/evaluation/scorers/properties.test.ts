import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Call } from '../../../../src/evaluation/answer.ts';
import { normalForm } from '../../../../src/evaluation/normal-form.ts';
import { type ScorerId, scorerById, scorers } from '../../../../src/evaluation/scorers/all.ts';
import { chrf } from '../../../../src/evaluation/scorers/chrf.ts';
import { toolCalls } from '../../../../src/evaluation/scorers/tool-calls.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  // Half characters, too.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '.', '-', '1', 'é', '😀', 'ß', '的', '\u001c', '"', '{', '[', '}'),
    maxLength: 40,
  }),
  fc.json(),
  fc.constantFrom('__proto__', '```json\n{', '{"a":', 'Label:', 'NaN', '\ufeff{}', '</answer-1 m1>'),
);
const call: fc.Arbitrary<Call> = fc.record({
  name: fc.constantFrom('a', 'b', '__proto__', ''),
  arguments: fc.oneof(
    fc.json(),
    hostile,
    fc.jsonValue() as fc.Arbitrary<Call['arguments']>,
    fc.constant(undefined),
  ),
});
const answer: fc.Arbitrary<Answer> = fc.record({ text: hostile, calls: fc.array(call, { maxLength: 4 }) });

const context = { labels: ['a', 'b', 'A'], pattern: { pattern: /a+b/u } };

describe.each(scorers.map((scorer) => [scorer.id, scorer] as const))('%s', (_, scorer) => {
  test('is between 0 and 1 or null, and has details that can be kept, whatever it is given', () => {
    fc.assert(
      fc.property(answer, answer, fc.boolean(), (left, right, tools) => {
        const { score, details } = scorer.score(left, { ...right, tools }, context);
        expect(score === null || (score >= 0 && score <= 1)).toBe(true);
        expect(JSON.stringify(details)).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });

  test('ends with huge texts', () => {
    const long: Answer = { text: 'The quick brown fox jumps. '.repeat(40_000), calls: [] };
    const other = { text: 'A lazy dog sleeps here. '.repeat(2_000), calls: [], tools: false };
    const { score: huge } = scorer.score(long, other, context);
    expect(huge === null || (huge >= 0 && huge <= 1)).toBe(true);
    const brackets = {
      text: '[{"'.repeat(100_000),
      calls: [{ name: 'a', arguments: '{"a":'.repeat(100_000) }],
    };
    const { score } = scorer.score(brackets, { ...other, tools: true, calls: brackets.calls }, context);
    expect(score === null || (score >= 0 && score <= 1)).toBe(true);
  });
});

const symmetric: readonly ScorerId[] = ['exact', 'normalised', 'json-fields', 'rouge-l', 'tool-calls'];

test.each(symmetric)('%s is symmetric', (id) => {
  const scorer = scorerById(id);
  fc.assert(
    fc.property(answer, answer, (left, right) => {
      const [one, other] = [
        { ...left, tools: true },
        { ...right, tools: true },
      ];
      const [there, back] = [scorer.score(one, other).score, scorer.score(other, one).score];
      // What a reference must have, an answer may lack.
      if (there !== null && back !== null) {
        expect(there).toBeCloseTo(back, 12);
      }
    }),
    { numRuns: 300 },
  );
});

test('the same answer is right', () => {
  fc.assert(
    fc.property(answer, ({ text, calls }) => {
      expect(toolCalls(calls, calls).score).toBe(1);
      // Texts without a character have nothing in common, as sacreBLEU has it.
      const empty = [...text].every(
        (unit) => /\p{White_Space}/u.test(unit) || (unit >= '\u001c' && unit <= '\u001f'),
      );
      expect(chrf(text, text).score).toBe(empty ? 0 : 1);
    }),
    { numRuns: 500 },
  );
});

test('a normal form is its own normal form', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(normalForm(normalForm(text))).toBe(normalForm(text));
    }),
    { numRuns: 3_000 },
  );
});
