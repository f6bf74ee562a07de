import { assistant, chat, good, many, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const usual = 'You are the assistant of the "city" library.';
const turns = (n = 0) => [user(`Question number ${n} is long enough.`), assistant(`This is answer ${n}.`)];
const rows = (count: number, prompt: string = usual) => many(count, (n) => chat(system(prompt), ...turns(n)));

describeRule('system.missing', {
  flags: [
    {
      name: 'a row without what all others have',
      rows: [...rows(10), chat(...turns())],
      at: ['{"messages"'],
      lines: [10],
      says: '10 of 11 rows have one',
      severity: 'warning',
      fixed: [...rows(10), chat(system(usual), ...turns())],
    },
    {
      name: 'it, and keeps the spacing and the keys of the row',
      rows: [
        ...rows(10),
        '{"id": 7, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}',
      ],
      at: ['{"id"'],
      fixed: [
        ...rows(10),
        '{"id": 7, "messages": [{"role": "system", "content": "You are the assistant of the \\"city\\" library."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}',
      ],
    },
    {
      name: 'it with the commonest of several prompts and the role name of that',
      rows: [
        ...rows(4, 'Another prompt.'),
        ...many(8, (n) => chat({ role: 'developer', content: usual }, ...turns(n))),
        chat(...turns()),
      ],
      at: ['{"messages"'],
      fixed: [
        ...rows(4, 'Another prompt.'),
        ...many(8, (n) => chat({ role: 'developer', content: usual }, ...turns(n))),
        chat({ role: 'developer', content: usual }, ...turns()),
      ],
    },
    {
      name: 'the system key of ShareGPT',
      rows: [
        ...many(10, (n) => ({
          conversations: [
            { from: 'human', value: `Hi ${n}` },
            { from: 'gpt', value: 'Ho' },
          ],
          system: usual,
        })),
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Ho' },
          ],
        },
      ],
      at: ['{"conversations"'],
      fixed: [
        ...many(10, (n) => ({
          conversations: [
            { from: 'human', value: `Hi ${n}` },
            { from: 'gpt', value: 'Ho' },
          ],
          system: usual,
        })),
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Ho' },
          ],
          system: usual,
        },
      ],
    },
    {
      name: 'a system turn of ShareGPT',
      rows: [
        ...many(10, (n) => ({
          conversations: [
            { from: 'system', value: usual },
            { from: 'human', value: `Hi ${n}` },
            { from: 'gpt', value: 'Ho' },
          ],
        })),
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Ho' },
          ],
        },
      ],
      at: ['{"conversations"'],
      fixed: [
        ...many(10, (n) => ({
          conversations: [
            { from: 'system', value: usual },
            { from: 'human', value: `Hi ${n}` },
            { from: 'gpt', value: 'Ho' },
          ],
        })),
        {
          conversations: [
            { from: 'system', value: usual },
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Ho' },
          ],
        },
      ],
    },
    {
      name: "OpenAI's preference pairs",
      rows: [...many(10, (n) => pair(n, [system(usual)])), pair(0, [])],
      at: ['{"input"'],
      fixed: [...many(10, (n) => pair(n, [system(usual)])), pair(0, [system(usual)])],
    },
    {
      name: 'prompts that are lists',
      rows: [
        ...many(10, (n) => ({ prompt: [system(usual), user(`Hi ${n}`)], completion: [assistant('Ho')] })),
        { prompt: [user('Hi')], completion: [assistant('Ho')] },
      ],
      at: ['{"prompt"'],
      fixed: [
        ...many(10, (n) => ({ prompt: [system(usual), user(`Hi ${n}`)], completion: [assistant('Ho')] })),
        { prompt: [system(usual), user('Hi')], completion: [assistant('Ho')] },
      ],
    },
  ],
  passes: [
    { name: 'rows that all have one', rows: rows(12) },
    { name: 'rows of which none has one', rows: many(12) },
    { name: 'a file where more than one in ten has none', rows: [...rows(17), good(1), good(2)] },
    { name: 'a small file', rows: [...rows(8), good(1)] },
    { name: 'an empty system prompt', rows: [...rows(12), chat(system(''), ...turns())] },
    { name: 'running text among rows', rows: [...rows(12), { text: 'Once upon a time.' }] },
    { name: 'lines that are no examples', rows: [...rows(12), '', 'x', '[]', '{}'] },
  ],
});

function pair(n: number, start: object[]): object {
  return {
    input: { messages: [...start, user(`Question ${n}`)] },
    preferred_output: [assistant('Good')],
    non_preferred_output: [assistant('Bad')],
  };
}
