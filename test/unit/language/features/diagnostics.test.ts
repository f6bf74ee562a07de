import { describe, expect, test } from 'vitest';
import { editorProblems } from '../../../../src/language/features/diagnostics.ts';
import { assistant, chat, good, many, user } from '../../support/rows.ts';
import { datasetOf, textIn } from './support.ts';

const openEnded = chat(user('Hi'), assistant('Hello'), user('Thanks'));

interface Case {
  readonly name: string;
  readonly lines: readonly (object | string)[];
  /** Line, underlined text and code of each problem. */
  readonly shows: readonly (readonly [line: number, text: string, code: string])[];
}

const cases: readonly Case[] = [
  { name: 'nothing in a clean file', lines: [good(1), good(2), ''], shows: [] },
  { name: 'nothing in an empty file', lines: [''], shows: [] },
  { name: 'a blank line', lines: [good(1), '', good(2)], shows: [[1, '', 'json.blank-line']] },
  {
    name: 'white space as wide as it is',
    lines: [good(1), '\t  ', good(2)],
    shows: [[1, '\t  ', 'json.blank-line']],
  },
  { name: 'a role', lines: [openEnded], shows: [[0, '"user"', 'chat.last-role']] },
  {
    name: 'a role behind emoji and escapes',
    lines: [chat(user('👩‍🚀 "quoted" \\ \n'), assistant('😀'), user('Thanks'))],
    shows: [[0, '"user"', 'chat.last-role']],
  },
  {
    name: 'a role that is itself written with escapes',
    lines: [JSON.stringify(openEnded).replace(/"user"(?=,"content":"Thanks")/, '"us\\u0065r"')],
    shows: [[0, '"us\\u0065r"', 'chat.last-role']],
  },
  {
    name: 'the opening of a duplicate with space and escapes before its first key',
    lines: [good(1), JSON.stringify(good(1)).replace('{"messages"', ' { "\\u006dessages"')],
    shows: [[1, '{ "\\u006dessages"', 'duplicate.exact']],
  },
  {
    name: 'the opening of a duplicate with space before its first key',
    lines: [good(1), JSON.stringify(good(1)).replace('{"messages"', '\t{ "messages"')],
    shows: [[1, '{ "messages"', 'duplicate.exact']],
  },
  {
    name: 'a role at the end of a row of 100,000 characters',
    lines: [chat(user('x'.repeat(100_000)), assistant('Hello'), user('Thanks'))],
    shows: [[0, '"user"', 'chat.last-role']],
  },
  {
    name: 'the other rows around a broken one',
    lines: [openEnded, '{"messages":[{"role":"us', good(1), good(1)],
    shows: [
      [0, '"user"', 'chat.last-role'],
      [3, '{"messages"', 'duplicate.exact'],
    ],
  },
];

describe('editorProblems shows', () => {
  test.each(cases)('$name', ({ lines, shows }) => {
    const dataset = datasetOf(lines);
    const { problems, total, shown } = editorProblems(dataset, { maximum: 500 });
    expect(problems.map((p) => [p.range.start.line, textIn(dataset, p.range), p.code])).toEqual(shows);
    expect([total, shown]).toEqual([shows.length, shows.length]);
  });

  test('a long range cut, and never in the middle of a character', () => {
    const row = { [`a${'😀'.repeat(300)}`]: 1, ...good(1) };
    const dataset = datasetOf([row, row, ' '.repeat(1000), good(2)]);
    const [duplicate, blank] = editorProblems(dataset, { maximum: 10 }).problems;
    expect(textIn(dataset, duplicate!.range)).toBe(`{"a${'😀'.repeat(198)}`);
    expect(blank!.range.end.character).toBe(400);
  });
});

test('an error comes before warnings further up', () => {
  const dataset = datasetOf([good(1), '', openEnded], { target: 'openai-sft' });
  const { problems } = editorProblems(dataset, { maximum: 500 });
  expect(problems.map((p) => [p.code, p.severity])).toEqual([
    ['chat.last-role', 'error'],
    ['json.blank-line', 'warning'],
  ]);
});

test('a duplicate links the first row, is faded and can be removed', () => {
  const dataset = datasetOf([good(1), good(2), good(1)]);
  const [problem] = editorProblems(dataset, { maximum: 500 }).problems;
  expect(problem).toMatchObject({
    message: expect.stringContaining('same as row 1'),
    related: [
      { line: 0, range: { start: { line: 0, character: 0 } }, message: 'The first row that says this' },
    ],
    fixable: 'suggested',
    unnecessary: true,
  });
  const [blank] = editorProblems(datasetOf(['', good(1)]), { maximum: 500 }).problems;
  expect(blank).toMatchObject({ fixable: 'safe', unnecessary: false, related: [] });
});

describe('where there are more than the maximum', () => {
  const lines = [...many(30, () => good(1)), '', '', openEnded, ''];

  test('the worst are shown and one more says what is left', () => {
    const dataset = datasetOf(lines, { target: 'openai-sft' });
    const { problems, total, shown } = editorProblems(dataset, { maximum: 2 });
    expect([total, shown, problems.length]).toEqual([32, 2, 3]);
    expect(problems[0]!.code).toBe('chat.last-role');
    expect(problems[1]!.range.start.line).toBe(1);
    expect(problems[2]).toEqual({
      code: 'tuneset.more',
      severity: 'info',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      message:
        '30 more problems are not shown here (28 × duplicate.exact, 2 × json.blank-line). ' +
        "To see all of them, run 'Tuneset: Show All Problems' or `tuneset check`.",
      related: [],
      fixable: 'none',
      unnecessary: false,
    });
  });

  test('a maximum of nothing leaves the summary', () => {
    const { problems, shown } = editorProblems(datasetOf(lines), { maximum: 0 });
    expect(problems.map((p) => p.code)).toEqual(['tuneset.more']);
    expect(shown).toBe(0);
  });

  test('one left over is one problem', () => {
    const { problems } = editorProblems(datasetOf(['', '', good(1)]), { maximum: 1 });
    expect(problems[1]!.message).toMatch(/^1 more problem is not shown/);
  });
});

test('ranges follow rows that move', () => {
  const dataset = datasetOf([good(1), openEnded]);
  editorProblems(dataset, { maximum: 500 });
  dataset.splice({ start: 0, removed: 0, inserted: [JSON.stringify(good(2))] });
  dataset.splice({ start: 2, removed: 1, inserted: [` ${JSON.stringify(openEnded)}`] });
  dataset.work();
  const [problem] = editorProblems(dataset, { maximum: 500 }).problems;
  expect(problem!.range.start.line).toBe(2);
  expect(textIn(dataset, problem!.range)).toBe('"user"');
});
