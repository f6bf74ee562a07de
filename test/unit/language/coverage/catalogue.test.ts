import { describe, expect, test } from 'vitest';
import { casesOf, catalogue } from '../../../../src/language/coverage/catalogue.ts';
import { exampleBit } from '../../../../src/language/coverage/traits.ts';
import type { JsonObject } from '../../../../src/language/document/json.ts';
import { formatById } from '../../../../src/language/formats/all.ts';
import type { FormatId } from '../../../../src/language/formats/format.ts';
import { assistant, calling, chat, tool, toolResult, user } from '../../support/rows.ts';

function bitsOf(row: object, format: FormatId = 'openai-chat'): number {
  return casesOf(formatById(format).read(row as JsonObject));
}

function idsOf(row: object, format: FormatId = 'openai-chat'): string[] {
  const bits = bitsOf(row, format);
  return catalogue.filter((_, index) => bits & (1 << index)).map(({ id }) => id);
}

const question = user('What is the weather in Paris going to be like tomorrow?');
const answer = assistant('It is going to be sunny, with 21 °C in the afternoon.');
const weather = { tools: [tool('get_weather', { city: { type: 'string' } })] };

describe('cases of an example', () => {
  test.each<[string, object, FormatId, string[]]>([
    ['an ordinary row', chat(question, answer), 'openai-chat', []],
    [
      'a refusal',
      chat(question, assistant("I'm sorry, but I can't help with that.")),
      'openai-chat',
      ['refusal'],
    ],
    [
      'a refusal that is masked from training',
      chat(question, assistant("I can't help with that.", { weight: 0 })),
      'openai-chat',
      [],
    ],
    [
      'a refusal as the rejected answer',
      { prompt: 'How do I boil an egg?', chosen: 'For eight minutes.', rejected: "I can't help with that." },
      'trl-preference',
      [],
    ],
    [
      'a refusal as the chosen answer',
      { prompt: 'How do I hurt a cat?', chosen: "I can't help with that.", rejected: 'Like this.' },
      'trl-preference',
      ['refusal'],
    ],
    [
      'a question back',
      chat(user('Please book me a table for tonight.'), assistant('Which restaurant do you mean?')),
      'openai-chat',
      ['ambiguous-request'],
    ],
    [
      'a question that was asked for',
      chat(user('Translate: "Welches Restaurant meinen Sie?"'), assistant('Which restaurant do you mean?')),
      'openai-chat',
      [],
    ],
    [
      'a question back in the middle',
      chat(
        user('Please book me a table for tonight.'),
        assistant('What time would you like?'),
        user('At eight, thank you very much.'),
        assistant('Booked for eight.'),
      ),
      'openai-chat',
      ['ambiguous-request', 'multi-turn'],
    ],
    ['two turns', chat(question, answer, question, answer), 'openai-chat', ['multi-turn']],
    ['two users’ messages and one answer', chat(question, question, answer), 'openai-chat', []],
    [
      'a call and its result, which are one turn',
      {
        ...chat(question, calling(['get_weather', { city: 'Paris' }]), toolResult('1', '{"t":21}'), answer),
        ...weather,
      },
      'openai-chat',
      [],
    ],
    [
      'two turns of Alpaca',
      {
        instruction: 'And tomorrow, please?',
        output: 'Sunny as well.',
        history: [['What about today?', 'Sunny.']],
      },
      'alpaca',
      ['multi-turn'],
    ],
    ['a word', chat(user('refund?'), answer), 'openai-chat', ['short-input']],
    ['nothing', chat(user('   '), answer), 'openai-chat', []],
    [
      'a word as the second turn',
      chat(question, answer, user('Thanks!'), answer),
      'openai-chat',
      ['multi-turn'],
    ],
    [
      'a short prompt',
      { prompt: 'Hi', completion: 'Hello, how are you?' },
      'trl-prompt-completion',
      ['short-input'],
    ],
    ['two pages', chat(user('lorem ipsum '.repeat(400)), answer), 'openai-chat', ['long-input']],
    ['a long text in Chinese', chat(user('天气'.repeat(600)), answer), 'openai-chat', ['long-input']],
    ['a long answer', chat(question, assistant('word '.repeat(2000))), 'openai-chat', []],
    [
      'a tool that fails',
      {
        ...chat(question, calling(['get_weather', {}]), toolResult('1', '{"error":"no such city"}'), answer),
        ...weather,
      },
      'openai-chat',
      ['tool-error'],
    ],
    [
      'a tool that fails at the end',
      {
        ...chat(question, calling(['get_weather', {}]), toolResult('1', '{"error":"no such city"}')),
        ...weather,
      },
      'openai-chat',
      [],
    ],
    [
      'an answer without a call',
      { ...chat(question, answer), ...weather },
      'openai-chat',
      ['no-tool-needed'],
    ],
    [
      'a question back before a call',
      { ...chat(user('How is the weather?'), assistant('Which city do you mean?')), ...weather },
      'openai-chat',
      ['ambiguous-request'],
    ],
    ['running text', { text: "I can't help with that." }, 'text', []],
    [
      'a draft',
      chat(user('[PLACEHOLDER: a request]'), assistant("I can't help with that.")),
      'openai-chat',
      [],
    ],
    [
      'rows of nonsense',
      { messages: [1, null, { role: 5, content: { a: [] } }], tools: 'x' },
      'openai-chat',
      [],
    ],
  ])('%s', (_, row, format, ids) => {
    expect(idsOf(row, format)).toEqual(ids);
  });
});

test('cases leave a bit for being an example', () => {
  expect(catalogue.length).toBeLessThanOrEqual(exampleBit);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  expect(bitsOf(chat(question, answer))).toBe(1 << exampleBit);
  expect(bitsOf({ text: 'Once upon a time.' }, 'text')).toBe(0);
});
