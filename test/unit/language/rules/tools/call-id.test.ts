import { expect, test } from 'vitest';
import { repairs, safeOnly } from '../../../../../src/language/checking/fix.ts';
import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { datasetOf, describeRule } from '../../../support/rule-table.ts';

const twice = (second: string) =>
  chat(
    user('Hi'),
    calling(['a', '{}', 'call_1']),
    toolResult('call_1', 'one'),
    calling(['b', '{}', second]),
    toolResult(second, 'two'),
    assistant('Done'),
  );
const idless = (name: string, more: object = {}) => ({
  type: 'function',
  function: { name, arguments: '{}' },
  ...more,
});

describeRule('tools.call-id', {
  flags: [
    {
      name: 'an id that is used again, with its result',
      rows: [twice('call_1')],
      at: ['"call_1"'],
      says: 'is that of an earlier call',
      severity: 'warning',
      fixed: [twice('call_1_2')],
    },
    {
      name: 'the same id for calls made at once',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}', 'x'], ['b', '{}', 'x']),
          toolResult('x', '1'),
          toolResult('x', '2'),
          assistant('Done'),
        ),
      ],
      at: ['"x"'],
      fixed: [
        chat(
          user('Hi'),
          calling(['a', '{}', 'x'], ['b', '{}', 'x_2']),
          toolResult('x', '1'),
          toolResult('x_2', '2'),
          assistant('Done'),
        ),
      ],
    },
    {
      name: 'an id of another form than the target wants, in all its places',
      rows: [twice('call_2_abcDEF123')],
      target: 'mistral',
      at: ['"call_1"', '"call_2_abcDEF123"'],
      says: 'nine letters and digits',
      severity: 'error',
    },
    {
      name: 'an id of another form whose end will do, in all its places',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}', 'call_abcDEF123']),
          toolResult('call_abcDEF123', '1'),
          assistant('Done'),
        ),
      ],
      target: 'mistral',
      at: ['"call_abcDEF123"'],
      fixed: [
        chat(user('Hi'), calling(['a', '{}', 'abcDEF123']), toolResult('abcDEF123', '1'), assistant('Done')),
      ],
    },
    {
      name: 'a call without an id beside one with',
      rows: [
        chat(
          user('Hi'),
          { role: 'assistant', content: null, tool_calls: [idless('a', { id: 'call_1' }), idless('b')] },
          toolResult('call_1', '1'),
          { role: 'tool', content: '2' },
          assistant('Done'),
        ),
      ],
      at: ['{"type"'],
      says: 'has no id, while others of the row do',
      severity: 'warning',
    },
    {
      name: 'no ids at all for a target that wants them',
      rows: [chat(user('Hi'), { role: 'assistant', content: null, tool_calls: [idless('a')] })],
      target: 'mistral',
      at: ['{"type"'],
      says: 'has no id, and',
      severity: 'error',
    },
    {
      name: 'a result that does not say what it answers',
      rows: [
        chat(user('Hi'), calling(['a', '{}', 'call_1']), { role: 'tool', content: '1' }, assistant('Done')),
      ],
      at: ['"tool"'],
      says: 'has no "tool_call_id"',
      fixed: [
        chat(
          user('Hi'),
          calling(['a', '{}', 'call_1']),
          { role: 'tool', content: '1', tool_call_id: 'call_1' },
          assistant('Done'),
        ),
      ],
    },
    {
      name: 'an empty id',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}', 'call_1'], ['b', '{}', '']),
          toolResult('call_1', '1'),
          toolResult('', '2'),
          assistant('Done'),
        ),
      ],
      at: ['""'],
    },
  ],
  passes: [
    { name: 'an id for each call', rows: [twice('call_2')] },
    {
      name: "Hugging Face's calls, none of which has an id",
      rows: [
        chat(
          user('Hi'),
          { role: 'assistant', tool_calls: [{ type: 'function', function: { name: 'a', arguments: {} } }] },
          { role: 'tool', name: 'a', content: '1' },
          assistant('Done'),
        ),
      ],
    },
    {
      name: "OpenAI's older function_call",
      rows: [
        chat(
          user('Hi'),
          { role: 'assistant', content: null, function_call: { name: 'a', arguments: '{}' } },
          { role: 'function', name: 'a', content: '1' },
          assistant('Done'),
        ),
      ],
      target: 'openai-sft',
    },
    {
      name: 'the same id in both answers of a pair',
      rows: [{ prompt: [user('Hi')], chosen: [calling(['a', '{}'])], rejected: [calling(['a', '{"b":1}'])] }],
    },
    {
      name: 'ids of the form that the target wants',
      rows: [
        chat(user('Hi'), calling(['a', '{}', 'abcDEF123']), toolResult('abcDEF123', '1'), assistant('Done')),
      ],
      target: 'mistral',
    },
  ],
});

test('ids that are too short become others of the right form, alike in call and result', () => {
  const dataset = datasetOf({ name: '', rows: [twice('call_2')], target: 'mistral' });
  const [splice] = repairs(dataset, safeOnly).splices;
  const { messages } = JSON.parse(splice!.inserted[0]!);
  const ids = [messages[1].tool_calls[0].id, messages[3].tool_calls[0].id];
  expect(ids.every((id) => /^[a-zA-Z0-9]{9}$/.test(id))).toBe(true);
  expect(ids).toEqual([messages[2].tool_call_id, messages[4].tool_call_id]);
  expect(new Set(ids).size).toBe(2);
});
