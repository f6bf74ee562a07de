import { assistant, chat, good, many, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const why = (text: string) => chat(user('Why is the sky blue?'), assistant(text));
const long = 'Sunlight is scattered by the air, and blue light more than red.';
const other = 'Because air scatters short waves, which look blue, most of all.';

describeRule('duplicate.prompt', {
  flags: [
    {
      name: 'another wording of the answer',
      rows: [why(long), good(1), why(other)],
      at: ['{"messages"'],
      lines: [2],
      says: 'same prompt as row 1',
      severity: 'info',
    },
    {
      name: 'each further answer once',
      rows: [why(long), why(other), why('It is Rayleigh scattering.'), why(other)],
      at: ['{"messages"', '{"messages"'],
      lines: [1, 2],
    },
    {
      name: 'prompts that are written otherwise',
      rows: [why(long), JSON.stringify(why(other)).replace('Why is', 'Why \\u0069s ')],
      at: ['{"messages"'],
    },
    {
      name: 'a long answer beside a short one',
      rows: [
        { prompt: 'Is it blue?', completion: 'Yes' },
        { prompt: 'Is it blue?', completion: long },
      ],
      at: ['{"prompt"'],
    },
    {
      name: 'one of many right answers',
      rows: [chat(user('Name a colour.'), assistant('Blue')), chat(user('Name a colour.'), assistant('Red'))],
      at: ['{"messages"'],
    },
    {
      name: 'a few in a large set',
      rows: [...many(30), why(long), why(other)],
      at: ['{"messages"'],
      lines: [31],
    },
  ],
  passes: [
    { name: 'copies, which duplicate.exact flags', rows: [why(long), why(long)] },
    {
      name: 'contradictions, which conflict.answer flags',
      rows: [
        { prompt: 'Is it blue?', completion: 'Yes' },
        { prompt: 'Is it blue?', completion: 'No' },
      ],
    },
    {
      name: 'a set that has several answers to each prompt',
      rows: many(15).flatMap((_, n) =>
        [long, other, `${long} ${other}`].map((text) => chat(user(`Why, ${n}?`), assistant(text))),
      ),
    },
    {
      name: 'another system prompt',
      rows: [why(long), chat(system('Be brief.'), user('Why is the sky blue?'), assistant(other))],
    },
    {
      name: 'preference pairs',
      rows: [
        { prompt: 'Why?', chosen: long, rejected: 'No idea.' },
        { prompt: 'Why?', chosen: other, rejected: 'No idea.' },
      ],
    },
    {
      name: 'rows without a question',
      rows: [
        chat(system('Hi'), assistant(long)),
        chat(system('Hi'), assistant(other)),
        { prompt: '', completion: long },
        { prompt: '', completion: other },
      ],
    },
    { name: 'running text', rows: [{ text: long }, { text: other }] },
  ],
});
