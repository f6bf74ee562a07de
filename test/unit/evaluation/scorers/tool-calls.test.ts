import { describe, expect, test } from 'vitest';
import type { Call } from '../../../../src/evaluation/answer.ts';
import { toolCalls } from '../../../../src/evaluation/scorers/tool-calls.ts';

const call = (name: string, args?: Call['arguments']): Call => ({ name, arguments: args });
const oslo = call('weather', { city: 'Oslo', days: 3 });
const rome = call('weather', { city: 'Rome', days: 3 });

describe('tool-call match', () => {
  test.each<[string, Call[], Call[], number, string[]]>([
    ['nothing called, nothing expected', [], [], 1, []],
    ['the same', [oslo], [oslo], 1, ['right']],
    [
      'a text as the object it says',
      [call('weather', '{"days": 3.0, "city": "Oslo"}')],
      [oslo],
      1,
      ['right'],
    ],
    ['another name', [call('forecast', { city: 'Oslo', days: 3 })], [oslo], 0, ['missing', 'extra']],
    ['another value', [rome], [oslo], 0, ['wrong arguments']],
    ['an argument too few', [call('weather', { city: 'Oslo' })], [oslo], 0, ['wrong arguments']],
    [
      'an argument too many',
      [call('weather', { city: 'Oslo', days: 3, unit: 'C' })],
      [oslo],
      0,
      ['wrong arguments'],
    ],
    ['parallel calls in another order', [rome, oslo], [oslo, rome], 1, ['right', 'right']],
    ['one of two', [rome], [oslo, rome], 0.5, ['missing', 'right']],
    ['one too many', [oslo, rome], [oslo], 0.5, ['right', 'extra']],
    ['called twice, expected once', [oslo, oslo], [oslo], 0.5, ['right', 'extra']],
    ['called where nothing is expected', [oslo], [], 0, ['extra']],
    ['not called', [], [oslo], 0, ['missing']],
    [
      'no arguments in three spellings',
      [call('now'), call('now', ''), call('now', '{}')],
      [call('now', {}), call('now', {}), call('now', {})],
      1,
      ['right', 'right', 'right'],
    ],
    ['arguments that are no JSON', [call('weather', '{city: Oslo}')], [oslo], 0, ['wrong arguments']],
    [
      'long numbers that differ',
      [call('get', '{"id":9007199254740993}')],
      [call('get', '{"id":9007199254740992}')],
      0,
      ['wrong arguments'],
    ],
    ['hostile names', [call('__proto__'), call('')], [call(''), call('__proto__')], 1, ['right', 'right']],
  ])('%s', (_, answer, reference, score, verdicts) => {
    const result = toolCalls(answer, reference);
    expect(result.score).toBe(score);
    expect(result.details.calls.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(toolCalls(reference, answer).score).toBe(score);
  });

  test('a wrong call is held against the likest that is left', () => {
    const near = call('weather', { city: 'Oslo', days: 4 });
    const { details } = toolCalls([call('weather', { city: 'Rome', days: 5 }), near], [oslo]);
    expect(details.calls[0]).toMatchObject({ expected: 0, found: 1, arguments: { right: 1, wrong: 1 } });
    expect(details.calls[1]).toMatchObject({ verdict: 'extra', found: 0 });
  });

  test('the order is told', () => {
    expect(toolCalls([rome, oslo], [oslo, rome]).details.inOrder).toBe(false);
    expect(toolCalls([oslo, rome], [oslo, rome]).details.inOrder).toBe(true);
  });

  test('says whose arguments can not be read', () => {
    const [answer] = toolCalls([call('weather', '{')], [oslo]).details.calls;
    const [reference] = toolCalls([oslo], [call('weather', '{')]).details.calls;
    expect(answer?.problem).toMatch(/^The arguments are no JSON: /);
    expect(reference?.problem).toMatch(/^The reference's arguments are no JSON: /);
  });

  test('texts in arguments by their normal form, if asked to', () => {
    expect(toolCalls([call('weather', { city: 'oslo', days: 3 })], [oslo], { normalise: true }).score).toBe(
      1,
    );
  });

  test('thousands of calls of one name come to an end', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => call('get', { index }));
    const others = Array.from({ length: 3_000 }, (_, index) => call('get', { index: -1 - index }));
    expect(toolCalls(many, others).score).toBe(0);
    expect(toolCalls(many, [...many].reverse()).score).toBe(1);
  });
});
