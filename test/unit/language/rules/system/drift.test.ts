import { assistant, chat, good, many, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const usual = 'You are a helpful assistant of the city library. Answer in one sentence.';
const row = (prompt: unknown, n = 0) =>
  chat(
    system(prompt),
    user(`Question number ${n} is long enough.`),
    assistant(`This is answer number ${n}.`),
  );
const rows = (count: number, prompt: string = usual) => many(count, (n) => row(prompt, n));

describeRule('system.drift', {
  flags: [
    {
      name: 'a typing error',
      rows: [...rows(12), row(usual.replace('helpful', 'helpfull'))],
      at: ['helpfull'],
      lines: [12],
      says: '"helpfull" stands where the usual system prompt has "helpful"',
      severity: 'warning',
      fixed: [...rows(12), row(usual)],
    },
    {
      name: 'one space too many',
      rows: [row(usual.replace('of the', 'of  the')), ...rows(12)],
      at: [' '],
      lines: [0],
      says: 'white space',
      fixed: [row(usual), ...rows(12)],
    },
    {
      name: 'a missing full stop',
      rows: [...rows(12), row(usual.slice(0, -1))],
      at: ['sentence'],
      says: '"sentence" stands where',
    },
    { name: 'a missing word', rows: [...rows(12), row(usual.replace('city ', ''))], at: ['library'] },
    {
      name: 'another year',
      rows: [...rows(30, `${usual} Today is 2024-05-01.`), row(`${usual} Today is 2023-05-01.`)],
      at: ['2023'],
    },
    {
      name: 'the first of two differences',
      rows: [...rows(12), row(usual.replace('city', 'City').replace('one', 'One'))],
      at: ['City'],
    },
    {
      name: 'it behind escapes and emoji',
      rows: [
        ...rows(12, `😀 "Hi"\n${usual}`),
        JSON.stringify(row(`😀 "Hi"\n${usual.replace('helpful', 'hélpful')}`)).replace('é', '\\u00e9'),
      ],
      at: ['h\\u00e9lpful'],
    },
    {
      name: 'it in a part of a list, and mends nothing where there are several',
      rows: [
        ...rows(12),
        row([
          { type: 'text', text: 'You are a helpful assistant of the town library.' },
          { type: 'text', text: 'Answer in one sentence.' },
        ]),
      ],
      at: ['town'],
    },
    {
      name: 'it in the system key of ShareGPT and under another role name',
      rows: [
        ...many(12, (n) => ({
          system: usual,
          conversations: [
            { from: 'human', value: `Hi ${n}` },
            { from: 'gpt', value: 'Ho' },
          ],
        })),
        {
          system: usual.replace('Answer', 'answer'),
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Ho' },
          ],
        },
      ],
      at: ['answer'],
    },
    {
      name: 'variants of two common prompts, each once',
      rows: [
        ...rows(12),
        ...rows(12, `${usual} Be kind to the children, please.`),
        row(`${usual} Be kind to the childen, please.`),
      ],
      at: ['childen'],
    },
  ],
  passes: [
    { name: 'the same prompt everywhere', rows: rows(20) },
    {
      name: 'another prompt',
      rows: [...rows(12), row('Translate what follows into French. Keep names as they are.')],
    },
    { name: 'a small file', rows: [...rows(8), row(usual.replace('helpful', 'helpfull'))] },
    {
      name: 'two variants that are about as common',
      rows: [...rows(12), ...rows(4, usual.replace('city', 'town'))],
    },
    {
      name: 'prompts that are individual by design',
      rows: many(20, (n) => row(`${usual} The user's number is ${n}.`, n)),
    },
    {
      name: 'a blank that is filled in many ways',
      rows: [...rows(40, `${usual} User: unknown`), ...many(4, (n) => row(`${usual} User: a${n}`, n))],
    },
    { name: 'rows without a system prompt', rows: [...rows(12), good(1)] },
    { name: 'an empty system prompt', rows: [...rows(12), row('')] },
    {
      name: 'rows of nonsense',
      rows: [
        ...rows(12),
        {
          messages: [
            { role: 'system', content: { a: usual } },
            { role: 'system', content: 7 },
          ],
        },
      ],
    },
  ],
});
