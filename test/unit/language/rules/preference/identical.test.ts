import { assistant, calling, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

function pair(chosen: unknown, rejected: unknown, prompt: unknown = 'Greet me in German.') {
  return { prompt, chosen, rejected };
}

function openai(chosen: object, rejected: object) {
  return {
    input: { messages: [user('Greet me.')] },
    preferred_output: [chosen],
    non_preferred_output: [rejected],
  };
}

describeRule('preference.identical', {
  flags: [
    {
      name: 'the same text, which the row can not teach anything with',
      rows: [pair('Grüße!', 'Grüße!'), pair('Hallo!', 'Hi!')],
      at: ['"rejected"'],
      lines: [0],
      says: 'The rejected answer is the chosen one',
      severity: 'error',
      fixed: [pair('Hallo!', 'Hi!')],
    },
    {
      name: 'another Unicode form and white space',
      rows: [pair('Grüße an alle!', ' Gru\u0308ße  an\nalle!')],
      at: ['"rejected"'],
      says: 'differs only in how it is written',
    },
    {
      name: "OpenAI's outputs",
      rows: [openai(assistant('Hi'), assistant('Hi'))],
      at: ['"non_preferred_output"'],
    },
    {
      name: 'another order of keys, and content in parts',
      rows: [openai(assistant('Hi'), { content: [{ type: 'text', text: 'Hi' }], role: 'assistant' })],
      at: ['"non_preferred_output"'],
    },
    {
      name: 'the same call, its arguments spelt otherwise',
      rows: [openai(calling(['now', '{"a":1,"b":2}']), calling(['now', '{ "b": 2, "a": 1 }']))],
      at: ['"non_preferred_output"'],
    },
    {
      name: 'whole conversations that are the same',
      rows: [
        {
          chosen: [system('Be kind.'), user('Hi'), assistant('Hello')],
          rejected: [system('Be kind.'), user('Hi'), assistant('Hello')],
        },
      ],
      at: ['"rejected"'],
    },
  ],
  passes: [
    { name: 'different answers', rows: [pair('Hallo!', 'Hi!')] },
    { name: 'another case', rows: [pair('hallo!', 'Hallo!')] },
    { name: 'other arguments', rows: [openai(calling(['now', '{"a":1}']), calling(['now', '{"a":2}']))] },
    { name: 'two empty lists, of which preference.shape speaks', rows: [pair([], [], [user('Hi')])] },
    { name: 'two empty answers, of which chat.empty-content speaks', rows: [pair('', ' ')] },
    { name: 'rows that are no pairs', rows: [{ prompt: 'Hi', completion: 'Hi' }] },
    { name: 'answers of which one is missing', rows: [{ prompt: 'Hi', chosen: 'Hello' }] },
  ],
});
