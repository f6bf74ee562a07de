import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const named = (name: string) => ({ role: 'tool', name, content: '{}' });
const objectCall = (...names: string[]) => ({
  role: 'assistant',
  tool_calls: names.map((name) => ({ type: 'function', function: { name, arguments: {} } })),
});

function sharegpt(...values: [from: string, value: string][]) {
  return { conversations: values.map(([from, value]) => ({ from, value })) };
}

describeRule('tools.unmatched-result', {
  flags: [
    {
      name: 'an id that no call has, and the call that was meant',
      rows: [
        chat(user('Hi'), calling(['now', '{}', 'call_1']), toolResult('call_7', '9'), assistant('Nine')),
      ],
      at: ['"call_7"'],
      says: 'No call before this result has the id "call_7"',
      severity: 'error',
      fixed: [
        chat(user('Hi'), calling(['now', '{}', 'call_1']), toolResult('call_1', '9'), assistant('Nine')),
      ],
    },
    {
      name: 'a result before any call',
      rows: [chat(user('Hi'), toolResult('call_1', '9'), assistant('Nine'))],
      at: ['"call_1"'],
    },
    {
      name: 'a second result of one call',
      rows: [
        chat(
          user('Hi'),
          calling(['now', '{}', 'call_1']),
          toolResult('call_1', '9'),
          toolResult('call_1', '10'),
          assistant('Nine'),
        ),
      ],
      at: ['"call_1"'],
    },
    {
      name: 'a result without an id and without a call',
      rows: [chat(user('Hi'), assistant('Hello'), user('Time?'), named('now'), assistant('Nine'))],
      at: ['"tool"'],
      says: 'No call comes before this "tool" message',
    },
    {
      name: "ShareGPT's observation without a call",
      rows: [sharegpt(['human', 'Hi'], ['observation', '9'], ['gpt', 'Nine'])],
      at: ['"observation"'],
    },
    {
      name: 'more results than calls, by order',
      rows: [chat(user('Hi'), objectCall('now'), named('now'), named('now'), assistant('Nine'))],
      at: ['"tool"'],
    },
    {
      name: 'a stray result in the prompt of a pair once',
      rows: [
        {
          prompt: [user('Hi'), toolResult('call_1', '9')],
          chosen: [assistant('Nine')],
          rejected: [assistant('Ten')],
        },
      ],
      at: ['"call_1"'],
    },
  ],
  passes: [
    {
      name: 'results of calls made at once, in another order',
      rows: [
        chat(
          user('Hi'),
          calling(['a', '{}'], ['b', '{}']),
          toolResult('call_b', '1'),
          toolResult('call_a', '2'),
          assistant('Done'),
        ),
      ],
    },
    {
      name: 'results without ids, by name and order',
      rows: [
        chat(user('Hi'), objectCall('a', 'b', 'a'), named('b'), named('a'), named('a'), assistant('Done')),
      ],
    },
    {
      name: "OpenAI's older function message",
      rows: [
        chat(
          user('Hi'),
          { role: 'assistant', content: null, function_call: { name: 'now', arguments: '{}' } },
          { role: 'function', name: 'now', content: '9' },
          assistant('Nine'),
        ),
      ],
    },
    {
      name: "ShareGPT's observations, also of a call that is broken JSON",
      rows: [
        sharegpt(
          ['human', 'Hi'],
          ['function_call', '{"name":"now","arguments":{}}'],
          ['observation', '9'],
          ['gpt', 'Nine'],
        ),
        sharegpt(['human', 'Hi'], ['function_call', '{"name":'], ['observation', '9'], ['gpt', 'Nine']),
      ],
    },
    {
      name: 'ids of results where calls have none',
      rows: [chat(user('Hi'), objectCall('now'), toolResult('call_1', '9'), assistant('Nine'))],
    },
    {
      name: 'a result that comes late',
      rows: [
        chat(
          user('Hi'),
          calling(['now', '{}']),
          assistant('One moment.'),
          toolResult('call_now', '9'),
          assistant('Nine'),
        ),
      ],
    },
  ],
});
