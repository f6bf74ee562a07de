import { expect, test } from 'vitest';
import { assistant, chat, user } from '../../../support/rows.ts';
import { datasetOf } from '../../../support/rule-table.ts';

const size = 300_000;
const repeated = (text: string) => text.repeat(size / text.length);

test.each([
  ['{{name}} '],
  ['Lorem ipsum dolor '],
  ['[PLACEHOLDER'],
  ['(TODO '],
  ['<insert '],
  ['```\n'],
  ['` `` '],
  ['Ã©'],
  ['â€'],
  ['\ufffd'],
  ['{'],
])('a text that is nothing but %j is looked through in bounded time', (text) => {
  const start = performance.now();
  const rows = [chat(user(repeated(text)), assistant(`TODO ${repeated(text)} {{name}}`))];
  datasetOf({ name: text, rows }).problems();
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a text that is broken throughout is decoded as a whole', () => {
  const broken = chat(user('Where?'), assistant('cafÃ© '.repeat(2000)));
  const problems = datasetOf({ name: 'broken', rows: [broken] }).problems();
  const problem = problems.find(({ code }) => code === 'content.mojibake')!;
  expect(problem.fix!.change(problem.row)).toMatchObject({
    edits: [{ text: JSON.stringify('café '.repeat(2000)) }],
  });
});
