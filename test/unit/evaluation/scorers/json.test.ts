import { describe, expect, test } from 'vitest';
import { findJson } from '../../../../src/evaluation/json/find.ts';
import { jsonFields } from '../../../../src/evaluation/scorers/json-fields.ts';
import { jsonValidity } from '../../../../src/evaluation/scorers/json-validity.ts';

const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

describe('JSON validity', () => {
  test.each<[string, number, string]>([
    ['{"a": 1}', 1, 'whole'],
    [' [1, 2]\n', 1, 'whole'],
    ['3', 1, 'whole'],
    ['```json\n{"a": 1}\n```', 0, 'fence'],
    ['Here it is: {"a": [1, "}"]} as asked.', 0, 'inside'],
    ['Use [brackets] and {braces}: {"a": 1}', 0, 'inside'],
    ["{'a': 1}", 0, 'none'],
    ['{"a": NaN}', 0, 'none'],
    ['{"a": 1,}', 0, 'none'],
    ['{"a": 1', 0, 'none'],
    ['', 0, 'none'],
    [deep, 0, 'none'],
    ['```\n'.repeat(50), 0, 'none'],
  ])('of %.40s is %j', (answer, score, how) => {
    const found = jsonValidity(answer);
    expect(found.score).toBe(score);
    expect(found.details.how).toBe(how);
    expect(found.details.problem === undefined).toBe(how !== 'none');
    expect(jsonValidity(answer, '', { lenient: true }).score).toBe(how === 'none' ? 0 : 1);
  });

  test('what is nested too deep says so', () => {
    expect(findJson(deep)).toEqual({ how: 'none', problem: 'It is nested deeper than 500 levels.' });
  });
});

describe('JSON field by field', () => {
  test.each<[string, string, number | null, [path: string, verdict: string][]]>([
    [
      '{"a":1,"b":"x"}',
      '{"b":"x","a":1.0}',
      1,
      [
        ['a', 'right'],
        ['b', 'right'],
      ],
    ],
    ['{"a":1e3}', '{"a":1000}', 1, [['a', 'right']]],
    ['{"a":"1"}', '{"a":1}', 0, [['a', 'wrong']]],
    ['{"a":9007199254740993}', '{"a":9007199254740992}', 0, [['a', 'wrong']]],
    ['{"a":100000000000000000000}', '{"a":1e20}', 1, [['a', 'right']]],
    [
      '{"a":1,"b":2}',
      '{"a":1,"c":3}',
      1 / 3,
      [
        ['a', 'right'],
        ['c', 'missing'],
        ['b', 'extra'],
      ],
    ],
    [
      '{"a":{"x":1,"y":2}}',
      '{"a":{"x":1,"y":3}}',
      0.5,
      [
        ['a.x', 'right'],
        ['a.y', 'wrong'],
      ],
    ],
    [
      '{"a":"none"}',
      '{"a":{"x":1,"y":2}}',
      0,
      [
        ['a.x', 'missing'],
        ['a.y', 'missing'],
        ['a', 'extra'],
      ],
    ],
    ['{"a":{}}', '{"a":{"x":1}}', 0, [['a.x', 'missing']]],
    ['{"a":{}}', '{"a":[]}', 0, [['a', 'wrong']]],
    ['{"a":[]}', '{"a":[]}', 1, [['a', 'right']]],
    [
      '[1,2,3]',
      '[1,3]',
      1 / 3,
      [
        ['0', 'right'],
        ['1', 'wrong'],
        ['2', 'extra'],
      ],
    ],
    ['{"a":null}', '{}', 0, [['a', 'extra']]],
    ['{"a":null}', '{"a":null}', 1, [['a', 'right']]],
    [
      '{"__proto__":1,"constructor":2}',
      '{"__proto__":1,"constructor":3}',
      0.5,
      [
        ['__proto__', 'right'],
        ['constructor', 'wrong'],
      ],
    ],
    ['```json\n{"a":1}\n```', '{"a":1}', 1, [['a', 'right']]],
    ['5', '5.0', 1, [['', 'right']]],
    ['{"a":-0}', '{"a":0}', 1, [['a', 'right']]],
  ])('%s against %s is %j', (answer, reference, score, verdicts) => {
    const result = jsonFields(answer, reference);
    expect(result.score).toBeCloseTo(score!, 12);
    const fields = 'comparison' in result.details ? result.details.comparison.fields : [];
    expect(fields.map(({ path, verdict }) => [path.join('.'), verdict]).sort()).toEqual([...verdicts].sort());
    expect(jsonFields(reference, answer).score).toBeCloseTo(score!, 12);
  });

  test('shows what was expected and found', () => {
    const { details } = jsonFields('{"a":[1],"id":12345678901234567890}', '{"a":["x"],"b":true}');
    expect('comparison' in details && details.comparison.fields).toEqual([
      { path: ['a', 0], verdict: 'wrong', expected: '"x"', found: '1' },
      { path: ['b'], verdict: 'missing', expected: 'true', found: undefined },
      {
        path: ['id'],
        verdict: 'extra',
        expected: undefined,
        found: '12345678901234567890',
      },
    ]);
    // Details are kept on disk.
    expect(JSON.parse(JSON.stringify(details))).toBeTypeOf('object');
  });

  test('lists in any order, and texts by their normal form, if asked to', () => {
    expect(jsonFields('[3,1,2,1]', '[1,2,3,1]').score).toBe(0.25);
    expect(jsonFields('[3,1,2,1]', '[1,2,3,1]', { anyOrder: true }).score).toBe(1);
    expect(jsonFields('[{"a":2},{"a":1}]', '[{"a":1},{"a":3}]', { anyOrder: true }).score).toBe(0.5);
    expect(jsonFields('[1,1]', '[1]', { anyOrder: true }).score).toBe(0.5);
    expect(jsonFields('{"a":"Oslo."}', '{"a":"oslo"}').score).toBe(0);
    expect(jsonFields('{"a":"Oslo."}', '{"a":"oslo"}', { normalise: true }).score).toBe(1);
  });

  test('an answer without JSON has nothing right; of a reference without JSON nothing can be told', () => {
    expect(jsonFields('sorry', '{"a":1}')).toEqual({
      score: 0,
      details: { problem: expect.stringContaining('The answer is no JSON') },
    });
    expect(jsonFields('{"a":1}', 'sorry').score).toBeNull();
  });

  test('lists no more fields than anybody reads, and counts all', () => {
    const many = JSON.stringify(Array.from({ length: 10_000 }, (_, index) => index));
    const { score, details } = jsonFields(many, many);
    expect(score).toBe(1);
    expect(
      'comparison' in details && [details.comparison.fields.length, details.comparison.unlisted],
    ).toEqual([500, 9_500]);
  });
});
