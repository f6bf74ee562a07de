import { describe, expect, test } from 'vitest';
import { referenceOf } from '../../../src/evaluation/answer.ts';
import type { JsonObject } from '../../../src/language/document/json.ts';
import { formatById } from '../../../src/language/formats/all.ts';
import type { FormatId } from '../../../src/language/formats/format.ts';
import { assistant, calling, chat, tool, toolResult, user } from '../support/rows.ts';

function reference(id: FormatId, row: object) {
  return referenceOf(formatById(id).read(row as JsonObject));
}

describe('the reference of a row', () => {
  test('is the last answer of a conversation', () => {
    const row = chat(user('a'), assistant('first'), user('b'), assistant('last'));
    expect(reference('openai-chat', row)).toEqual({ text: 'last', calls: [], tools: false });
  });

  test('is a call where the answer is one, with its arguments as written', () => {
    const row = {
      ...chat(user('weather?'), calling(['weather', '{"city":"Oslo"}'])),
      tools: [tool('weather')],
    };
    const calls = [{ name: 'weather', arguments: '{"city":"Oslo"}' }];
    expect(reference('openai-chat', row)).toEqual({ text: '', calls, tools: true });
  });

  test('knows that tools could be called where none is', () => {
    const row = { ...chat(user('hi'), assistant('hello')), tools: [tool('weather')] };
    expect(reference('openai-chat', row)).toEqual({ text: 'hello', calls: [], tools: true });
  });

  test('of a completion of several turns is what a model would say first', () => {
    const completion = [calling(['weather', '{}']), toolResult('call_weather', '4'), assistant('4 degrees')];
    expect(reference('trl-prompt-completion', { prompt: [user('weather?')], completion })).toEqual({
      text: '',
      calls: [{ name: 'weather', arguments: '{}' }],
      tools: true,
    });
  });

  test('is the chosen answer of a pair', () => {
    const row = { prompt: 'a', chosen: 'good', rejected: 'bad' };
    expect(reference('trl-preference', row)?.text).toBe('good');
  });

  test('is none where nobody answers', () => {
    expect(reference('openai-chat', chat(user('a')))).toBeUndefined();
    expect(reference('trl-language-modelling', { text: 'running text' })).toBeUndefined();
  });
});
