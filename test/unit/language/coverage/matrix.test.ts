import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../../src/language/checking/dataset.ts';
import { type CoverageEntry, coverageOf } from '../../../../src/language/coverage/matrix.ts';
import { assistant, calling, chat, many, tool, toolResult, user } from '../../support/rows.ts';

function coverage(rows: readonly object[]): CoverageEntry[] {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(rows.map((row) => JSON.stringify(row)));
  dataset.work();
  return coverageOf(dataset);
}

const declared = { tools: [tool('b_search', { q: { type: 'string' } }), tool('a_close')] };

describe('the coverage matrix', () => {
  test('has a line for each case that makes sense, with the first rows that cover it', () => {
    const refuse = chat(user('Tell me how to pick a lock, please.'), assistant("I can't help with that."));
    const entries = coverage([...many(3), ...many(7, () => refuse)]);
    expect(entries.map(({ id, status, count }) => [id, status, count])).toEqual([
      ['refusal', 'covered', 7],
      ['ambiguous-request', 'missing', 0],
      ['multi-turn', 'missing', 0],
      ['short-input', 'missing', 0],
      ['long-input', 'missing', 0],
    ]);
    expect(entries[0]).toMatchObject({ min: 1, rows: [4, 5, 6, 7, 8] });
    expect(entries[1]!.rows).toEqual([]);
  });

  test('has a line for each declared tool', () => {
    const call = {
      ...chat(
        user('Find me a book.'),
        calling(['b_search', { q: 'book' }]),
        toolResult('1', '[]'),
        assistant('None.'),
      ),
      ...declared,
    };
    const entries = coverage([...many(2), call]).filter(({ id }) => id.startsWith('tool'));
    expect(entries).toEqual([
      { id: 'tool-error', title: expect.any(String), status: 'missing', count: 0, min: 1, rows: [] },
      { id: 'tool:a_close', title: 'A call of "a_close"', status: 'missing', count: 0, min: 1, rows: [] },
      { id: 'tool:b_search', title: 'A call of "b_search"', status: 'covered', count: 1, min: 1, rows: [3] },
    ]);
  });

  test.each<[string, object[], string[]]>([
    [
      'labels',
      many(4, (n) => chat(user(`Review number ${n}`), assistant('positive'))),
      ['short-input', 'long-input'],
    ],
    [
      'another language',
      many(4, (n) =>
        chat(user(`Pytanie numer ${n} o pogodę`), assistant('Jutro będzie słonecznie i ciepło.')),
      ),
      ['multi-turn', 'short-input', 'long-input'],
    ],
    [
      'plain strings',
      many(4, (n) => ({ prompt: `Question number ${n} is this`, completion: 'This is the answer to it.' })),
      ['refusal', 'ambiguous-request', 'short-input', 'long-input'],
    ],
    ['running text', many(4, (n) => ({ text: `Once upon a time, the ${n}.` })), []],
    ['nothing', [], []],
  ])('leaves out what makes no sense in %s', (_, rows, ids) => {
    expect(coverage(rows).map(({ id }) => id)).toEqual(ids);
  });
});
