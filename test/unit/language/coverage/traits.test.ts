import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../../src/language/checking/dataset.ts';
import { type Traits, traitsOf } from '../../../../src/language/coverage/traits.ts';
import { assistant, calling, chat, many, user } from '../../support/rows.ts';

function traits(rows: readonly (object | string)[]): Traits {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))));
  dataset.work();
  return traitsOf(dataset.rows);
}

const question = user('What is the weather in Paris going to be like tomorrow?');
const says = (text: string) => chat(question, assistant(text));

describe('what a file is like', () => {
  test.each<[string, object, Traits]>([
    ['sentences', says('It is going to be sunny.'), { speaks: true, understood: true, plain: false }],
    ['German', says('Morgen scheint die Sonne.'), { speaks: true, understood: true, plain: false }],
    ['Polish', says('Jutro będzie słonecznie i ciepło.'), { speaks: true, understood: false, plain: false }],
    ['labels', says('positive'), { speaks: false, understood: false, plain: false }],
    ['numbers', says('42'), { speaks: false, understood: false, plain: false }],
    ['JSON', says('{"the": "weather is fine"}'), { speaks: false, understood: false, plain: false }],
    ['calls', chat(question, calling(['f', {}])), { speaks: true, understood: true, plain: false }],
    [
      'strings',
      { prompt: 'How are you today?', completion: 'I am very well.' },
      { speaks: true, understood: true, plain: true },
    ],
    [
      'strings of Alpaca',
      { instruction: 'Say something nice.', output: 'You are the best.' },
      { speaks: true, understood: true, plain: false },
    ],
  ])('%s', (_, row, expected) => {
    expect(traits(many(3, () => row))).toEqual(expected);
  });

  test('is told by what most of its examples are', () => {
    expect(
      traits([...many(90, (n) => says(`It is ${n} degrees, and sunny.`)), ...many(40, () => says('warm'))]),
    ).toEqual({
      speaks: true,
      understood: true,
      plain: false,
    });
    expect(
      traits([...many(40, (n) => says(`It is ${n} degrees, and sunny.`)), ...many(90, () => says('warm'))])
        .speaks,
    ).toBe(false);
  });

  test('is told from what can be read', () => {
    expect(
      traits(['', '{', '[]', '{}', says('It is going to be sunny.') as never, '{"messages":[1]}']),
    ).toMatchObject({ plain: false });
  });
});
