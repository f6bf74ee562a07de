import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

function sharegpt(...values: [from: string, value: string][]) {
  return { conversations: values.map(([from, value]) => ({ from, value })) };
}

const call = '{"name":"now","arguments":{}}';

describeRule('tools.missing-result', {
  flags: [
    {
      name: 'an answer right after the call',
      rows: [chat(user('Time?'), calling(['now', '{}']), assistant('Nine.'))],
      at: ['"call_now"'],
      says: 'without a result of this call of "now"',
      severity: 'error',
    },
    {
      name: 'one of two calls made at once',
      rows: [
        chat(user('Hi'), calling(['a', '{}'], ['b', '{}']), toolResult('call_a', '1'), assistant('Done')),
      ],
      at: ['"call_b"'],
    },
    {
      name: 'a user who goes on',
      rows: [chat(user('Time?'), calling(['now', '{}']), user('Well?'), assistant('Sorry.'))],
      at: ['"call_now"'],
    },
    {
      name: 'a call without an id, at its name',
      rows: [
        chat(
          user('Time?'),
          { role: 'assistant', tool_calls: [{ type: 'function', function: { name: 'now', arguments: {} } }] },
          assistant('Nine.'),
        ),
      ],
      at: ['"now"'],
    },
    {
      name: "ShareGPT's call, in its text",
      rows: [sharegpt(['human', 'Time?'], ['function_call', call], ['gpt', 'Nine.'])],
      at: ['\\"now\\"'],
    },
    {
      name: 'a call in the prompt of a pair once',
      rows: [
        {
          prompt: [user('Time?'), calling(['now', '{}']), user('Well?')],
          chosen: [assistant('Nine')],
          rejected: [assistant('Ten')],
        },
      ],
      at: ['"call_now"'],
    },
    {
      name: 'more calls than results in all',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}'], ['b', '{}'], ['c', '{}']),
          toolResult('call_c', '1'),
          toolResult('call_x', '1'),
          assistant('Done'),
        ),
      ],
      at: ['"call_b"'],
    },
  ],
  passes: [
    { name: 'a call at the end', rows: [chat(user('Time?'), calling(['now', '{}']))] },
    {
      name: 'a call with its result',
      rows: [chat(user('Time?'), calling(['now', '{}']), toolResult('call_now', '9'), assistant('Nine.'))],
    },
    {
      name: 'calls in messages one after the other, and then the results',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}']),
          calling(['b', '{}']),
          toolResult('call_a', '1'),
          toolResult('call_b', '2'),
          assistant('Done'),
        ),
        sharegpt(
          ['human', 'Hi'],
          ['function_call', `[${call},${call}]`],
          ['observation', '1'],
          ['observation', '2'],
          ['gpt', 'Done'],
        ),
      ],
    },
    {
      name: 'a result with a wrong id, of which tools.unmatched-result speaks',
      rows: [chat(user('Time?'), calling(['now', '{}']), toolResult('call_7', '9'), assistant('Nine.'))],
    },
    {
      name: 'answers of a pair that end with a call',
      rows: [
        { prompt: [user('Time?')], chosen: [calling(['now', '{}'])], rejected: [calling(['date', '{}'])] },
      ],
    },
    { name: 'a conversation without tools', rows: [chat(user('Hi'), assistant('Hello'))] },
  ],
});
