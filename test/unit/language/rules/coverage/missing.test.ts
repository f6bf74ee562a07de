import { assistant, calling, chat, many, system, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const short = chat(user('refund?'), assistant('Send it back within 30 days.'));
const long = chat(user('This is a long letter. '.repeat(300)), assistant('This is what it says.'));
const turns = chat(
  user('How are you doing today?'),
  assistant('Fine.'),
  user('Why is that so, please?'),
  assistant('The sun shines.'),
);
const refusal = chat(user('How do I forge a passport?'), assistant("I can't help with that."));
const asking = chat(user('Please change the date of it.'), assistant('Which booking do you mean?'));
const weather = { tools: [tool('get_weather', { city: { type: 'string' } })] };
const call = (n = 1, result = '{"t":21}') => ({
  ...chat(
    user(`How is the weather in city ${n}?`),
    calling(['get_weather', { city: `${n}` }]),
    toolResult('call_get_weather', result),
    assistant(`It is sunny in city ${n}.`),
  ),
  ...weather,
});
const noTool = {
  ...chat(user('Tell me what you can do.'), assistant('I know the weather of every city.')),
  ...weather,
};
const everything = [short, long, turns, refusal, asking];
const labels = (n: number) => ({
  prompt: `Review number ${n}: it was fine.`,
  completion: n % 2 ? 'positive' : 'negative',
});

const draft = (question: string, answer: string) =>
  chat(user(`[PLACEHOLDER: ${question}]`), assistant(`[PLACEHOLDER: ${answer}]`));

describeRule('coverage.missing', {
  flags: [
    {
      name: 'every case that a plain file lacks, on its first row',
      rows: many(20),
      at: Array(5).fill('{"messages"'),
      lines: [0, 0, 0, 0, 0],
      says: /^No example covers an edge case: .*\. Add at least one\.$/,
      severity: 'info',
    },
    {
      name: 'the one that is left, and drafts it',
      rows: [...many(20), short, long, turns, asking],
      at: ['{"messages"'],
      says: 'refused or out of scope',
      fixed: [
        ...many(20),
        short,
        long,
        turns,
        asking,
        draft(
          'a request that this assistant has to decline',
          'a polite refusal that says what is possible instead',
        ),
      ],
    },
    {
      name: 'it again until the draft is written, but drafts it only once',
      rows: [
        ...many(20),
        short,
        long,
        turns,
        asking,
        draft(
          'a request that this assistant has to decline',
          'a polite refusal that says what is possible instead',
        ),
      ],
      at: ['{"messages"'],
      fixed: [
        ...many(20),
        short,
        long,
        turns,
        asking,
        draft(
          'a request that this assistant has to decline',
          'a polite refusal that says what is possible instead',
        ),
      ],
    },
    {
      name: 'cases of tools where there are tools, and drafts with the tools of the file',
      rows: [...many(20, call), ...everything, noTool],
      at: ['{"messages"'],
      says: 'tool that returns an error',
      fixed: [
        ...many(20, call),
        ...everything,
        noTool,
        {
          messages: [
            user('[PLACEHOLDER: a request that needs the tool]'),
            {
              role: 'assistant',
              tool_calls: [
                {
                  id: 'call_1',
                  type: 'function',
                  function: { name: 'get_weather', arguments: '{"city":"[PLACEHOLDER: city]"}' },
                },
              ],
            },
            toolResult('call_1', '{"error":"[PLACEHOLDER: what the tool says when it fails]"}'),
            assistant('[PLACEHOLDER: what the assistant says when the tool fails]'),
          ].map((message) =>
            'tool_call_id' in message
              ? { role: message.role, tool_call_id: 'call_1', content: message.content }
              : message,
          ),
          ...weather,
        },
      ],
    },
    {
      name: 'that a tool is always called',
      rows: [...many(20, call), ...everything, call(99, '{"error":"no such city"}')],
      at: ['{"messages"'],
      says: 'needs no tool',
    },
    {
      name: 'the lengths alone in a file of labels',
      rows: many(20, labels),
      at: ['{"prompt"', '{"prompt"'],
      says: /very (short|long) input/,
    },
    {
      name: 'the first row that is an example',
      rows: ['', ...many(20), short, long, turns, asking],
      at: ['{"messages"'],
      lines: [1],
    },
    {
      name: 'it with the system prompt that rows have',
      rows: [
        ...many(20, (n) =>
          chat(system('Be brief.'), user(`Question number ${n}, is that so?`), assistant('Yes, it is.')),
        ),
        long,
        turns,
        refusal,
        asking,
      ],
      at: ['{"messages"'],
      fixed: [
        ...many(20, (n) =>
          chat(system('Be brief.'), user(`Question number ${n}, is that so?`), assistant('Yes, it is.')),
        ),
        long,
        turns,
        refusal,
        asking,
        chat(
          system('Be brief.'),
          user('[PLACEHOLDER: one or two words, such as "refund?"]'),
          assistant('[PLACEHOLDER: the answer to that]'),
        ),
      ],
    },
  ],
  passes: [
    { name: 'a file that has everything', rows: [...many(20), ...everything] },
    {
      name: 'a file with tools that has everything',
      rows: [...many(20, call), ...everything, noTool, call(99, 'Error: timeout')],
    },
    { name: 'a small file', rows: many(19) },
    { name: 'a file that is held out', rows: many(30), split: 'validation' },
    {
      name: 'running text',
      rows: many(30, (n) => ({ text: `Chapter ${n}. It was a dark and stormy night.` })),
    },
    {
      name: 'words that no detector knows',
      rows: [
        ...many(20, (n) => chat(user(`Pytanie numer ${n} o pogodę`), assistant('Jutro będzie słonecznie.'))),
        short,
        long,
        turns,
      ],
    },
    {
      name: 'several turns where rows are strings',
      rows: [
        ...many(20, (n) => ({ prompt: `Question number ${n}, is that so?`, completion: 'Yes, that is so.' })),
        { prompt: 'Hi', completion: 'Hello, how is it?' },
        { prompt: 'word '.repeat(1000), completion: 'That is long.' },
        { prompt: 'Tell me a secret of hers.', completion: "I can't help with that." },
        { prompt: 'Please change the date.', completion: 'Which date do you mean?' },
      ],
    },
    { name: 'nothing', rows: [''] },
    { name: 'broken rows', rows: many(20).map(() => '{"messages": [') },
  ],
});
