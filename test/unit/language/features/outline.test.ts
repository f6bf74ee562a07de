import { describe, expect, test } from 'vitest';
import { report } from '../../../../src/language/features/report.ts';
import { status } from '../../../../src/language/features/status.ts';
import { mostSymbols, symbols } from '../../../../src/language/features/symbols.ts';
import { assistant, calling, chat, good, many, toolResult, user } from '../../support/rows.ts';
import { datasetOf } from './support.ts';

describe('symbols', () => {
  test('name rows by their first user words', () => {
    const long = `Please ${'explain this '.repeat(30)}`;
    const dataset = datasetOf([
      good(1),
      '',
      '{"messages":',
      '[1]',
      '{"a":1}',
      chat(
        user('Weather,\n in 😀?'),
        calling(['get_weather', {}]),
        toolResult('call_get_weather', ''),
        assistant('Sun.'),
      ),
      { text: 'Once upon a time.' },
      chat(user(long), assistant('No.')),
      '',
    ]);
    expect(symbols(dataset).map(({ name, kind }) => [name, kind])).toEqual([
      ['1 · What is the capital of country number 1?', 'row'],
      ['2 · blank line', 'broken'],
      ['3 · not valid JSON', 'broken'],
      ['4 · not an object', 'broken'],
      [expect.stringMatching(/^5/), expect.any(String)],
      ['6 · Weather, in 😀?', 'row'],
      ['7 · Once upon a time.', 'row'],
      [expect.stringMatching(/^8 · Please explain this .{20,60}…$/), 'row'],
    ]);
    expect(symbols(dataset)[5]!.detail).toMatch(/^4 messages · calls get_weather · ~\d+ tokens$/);
    expect(symbols(dataset)[6]!.detail).toMatch(/^~\d+ tokens$/);
  });

  test('cover their rows', () => {
    const [first, second] = symbols(datasetOf([good(1), good(2)]));
    expect(first!.range).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 0, character: JSON.stringify(good(1)).length },
    });
    expect(second!.selectionRange.start).toEqual({ line: 1, character: 0 });
  });

  test('of rows not checked yet are their numbers', () => {
    const dataset = datasetOf([good(1)]);
    dataset.reset([JSON.stringify(good(1))]);
    expect(symbols(dataset).map(({ name, kind }) => [name, kind])).toEqual([['1', 'row']]);
  });

  test('of an empty file are none', () => {
    expect(symbols(datasetOf(['']))).toEqual([]);
  });

  test('are capped, and the last says how many more rows there are', () => {
    const found = symbols(datasetOf([...many(mostSymbols + 7), '']));
    expect(found.length).toBe(mostSymbols + 1);
    expect(found.at(-1)).toMatchObject({
      name: '… 7 more rows',
      kind: 'more',
      range: { start: { line: mostSymbols, character: 0 }, end: { line: mostSymbols + 7, character: 0 } },
    });
    expect(symbols(datasetOf(many(mostSymbols))).at(-1)!.kind).toBe('row');
  });
});

describe('status', () => {
  const openEnded = chat(user('Hi'), assistant('Hello'), user('Thanks'));

  test('tells format, target, rows, problems and tokens', () => {
    const dataset = datasetOf([good(1), '', openEnded, good(1), ''], { target: 'openai-sft' });
    const found = status(dataset);
    expect(found).toMatchObject({
      format: 'OpenAI chat',
      targets: ['OpenAI supervised fine-tuning'],
      rows: 4,
      errors: 1,
      warnings: 2,
      infos: 0,
      pending: 0,
    });
    const one = status(datasetOf([good(1)])).tokens;
    expect(one.trained).toBeGreaterThan(0);
    expect(one.total).toBeGreaterThan(one.trained);
    expect(status(datasetOf([good(1), good(1)])).tokens).toEqual({
      total: one.total * 2,
      trained: one.trained * 2,
    });
  });

  test('of an empty file is nothing', () => {
    expect(status(datasetOf(['']))).toEqual({
      format: undefined,
      targets: [],
      rows: 0,
      errors: 0,
      warnings: 0,
      infos: 0,
      pending: 0,
      tokens: { total: 0, trained: 0 },
    });
  });

  test('tells what is still to be checked', () => {
    const dataset = datasetOf([good(1)]);
    dataset.splice({ start: 0, removed: 0, inserted: [JSON.stringify(good(2))] });
    expect(status(dataset).pending).toBe(1);
  });
});

describe('report', () => {
  test('counts the problems of each rule, the worst first, then says where they are', () => {
    const openEnded = chat(user('😀'), assistant('Hello'), user('Thanks'));
    const dataset = datasetOf([good(1), '', '', good(1), openEnded], { target: 'openai-sft' });
    const column = JSON.stringify(openEnded).lastIndexOf('"user"') + 1;
    expect(report(dataset, 'data/train.jsonl').split('\n')).toEqual([
      'data/train.jsonl (5 rows, OpenAI chat): 1 error, 3 warnings',
      '',
      '  1  chat.last-role   Last message is no answer',
      '  2  json.blank-line  Blank line',
      '  1  duplicate.exact  Duplicate row',
      '',
      'chat.last-role (1)',
      expect.stringMatching(`^data/train.jsonl:5:${column} error The last message is from`),
      '',
      'json.blank-line (2)',
      expect.stringMatching(/^data\/train.jsonl:2:1 warning This line is blank/),
      expect.stringMatching(/^data\/train.jsonl:3:1 warning This line is blank/),
      '',
      'duplicate.exact (1)',
      expect.stringMatching(/^data\/train.jsonl:4:1 warning This row is the same as row 1/),
      '',
    ]);
  });

  test('says that there is nothing to say', () => {
    expect(report(datasetOf([good(1)]), 'train.jsonl')).toBe(
      'train.jsonl (1 row, OpenAI chat): no problems\n',
    );
    expect(report(datasetOf(['']), 'train.jsonl')).toBe('train.jsonl (0 rows): no problems\n');
  });
});
