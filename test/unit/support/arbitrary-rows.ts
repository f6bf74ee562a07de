import fc from 'fast-check';
import { assistant, calling, chat, system, tool, toolResult, user } from './rows.ts';

const words = [
  'Hi',
  'yes',
  'no',
  'Thanks',
  'TODO',
  'Grüße',
  'Ã©',
  '{{name}}',
  '',
  ' ',
  'I cannot help with that.',
  'What do you mean?',
];
const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 12 }));
const weather = tool('get_weather', { city: { type: 'string' }, unit: { enum: ['C', 'F'] } }, ['city']);

const chatRow = fc
  .tuple(
    fc.constantFrom('', 'Be brief.', 'Be brief!'),
    fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 2 }),
  )
  .map(([prompt, turns]) =>
    chat(...(prompt === '' ? [] : [system(prompt)]), ...turns.flatMap(([q, a]) => [user(q), assistant(a)])),
  );

const toolRow = fc
  .tuple(
    text,
    fc.constantFrom('{"city":"Oslo"}', '{"city":1}', '{"town":"Oslo"}', '{broken', '[]'),
    fc.boolean(),
  )
  .map(([question, args, answered]) => ({
    ...chat(
      user(question),
      calling(['get_weather', args]),
      ...(answered ? [toolResult('call_get_weather', '{"c":4}'), assistant('4 degrees')] : []),
    ),
    tools: [weather],
  }));

const preferenceRow = fc
  .tuple(text, text, text)
  .map(([prompt, chosen, rejected]) => ({ prompt, chosen, rejected }));

const oddRow = fc.oneof(
  fc.tuple(text, text).map(([instruction, output]) => ({ instruction, output })),
  text.map((value) => ({ text: value })),
  fc.tuple(text, text).map(([a, b]) => ({
    conversations: [
      { from: 'human', value: a },
      { from: 'gpt', value: b },
    ],
  })),
  fc.constant({ messages: 'none', extra: 1 }),
  fc.constant({ messages: [{ role: 'asistant', content: 'x' }, 3, null, { content: [] }] }),
  fc.dictionary(fc.constantFrom('messages', 'tools', 'prompt', 'chosen', '__proto__', 'x'), fc.jsonValue()),
);

/** Lines as training files have them: mostly rows that belong together, some that don't, some that are no rows. */
export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: chatRow.map((row) => JSON.stringify(row)) },
  { weight: 3, arbitrary: toolRow.map((row) => JSON.stringify(row)) },
  { weight: 2, arbitrary: preferenceRow.map((row) => JSON.stringify(row)) },
  { weight: 2, arbitrary: oddRow.map((row) => JSON.stringify(row)) },
  { weight: 1, arbitrary: chatRow.map((row) => JSON.stringify(row).slice(0, -3)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '  ', '[', '{', '},', '{"a":NaN}', '{"a":1,"a":2}', '[1]', '"x"', '{}{}'),
  },
);

export const document: fc.Arbitrary<string[]> = fc.array(line, { minLength: 1, maxLength: 30 });
