import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const result = toolResult('call_now', '9:00');
const asString = (args = '{"zone": "CET"}') =>
  chat(user('Time?'), calling(['now', args]), result, assistant('Nine.'));
const asObject = (args: object = { zone: 'CET' }) => {
  const call = { id: 'call_now', type: 'function', function: { name: 'now', arguments: args } };
  return chat(
    user('Time?'),
    { role: 'assistant', content: null, tool_calls: [call] },
    result,
    assistant('Nine.'),
  );
};

describeRule('tools.arguments-type', {
  flags: [
    {
      name: 'the one object in a file of strings',
      rows: [asString(), asString(), asObject()],
      at: ['{"zone"'],
      lines: [2],
      says: 'where the file writes a JSON string',
      severity: 'warning',
      fixed: [asString(), asString(), asString('{"zone":"CET"}')],
    },
    {
      name: 'the one string in a file of objects, most of whose rows call nothing',
      rows: [
        ...Array.from({ length: 6 }, (_, number) => chat(user(`Hi ${number}`), assistant('Hello'))),
        asObject(),
        asObject(),
        asString(),
      ],
      at: ['"arguments"'],
      lines: [8],
      says: 'where the file writes an object',
    },
    {
      name: 'objects for a target that wants strings, as an error',
      rows: [JSON.stringify(asObject({ zone: '"Å"' })).replace('{"zone":', '{ "zone": ')],
      target: 'openai-sft',
      at: ['{ "zone"'],
      says: 'OpenAI supervised fine-tuning wants a JSON string',
      severity: 'error',
      fixed: [asString('{ "zone": "\\"Å\\""}')],
    },
    {
      name: 'strings for a target that wants objects, each number as it was',
      rows: [asString('{"id": 12345678901234567890,\n "rate": 1.0}')],
      target: 'trl-sft',
      at: ['"arguments"'],
      severity: 'error',
      fixed: [
        JSON.stringify(asObject({ x: 0 })).replace('{"x":0}', '{"id": 12345678901234567890,  "rate": 1.0}'),
      ],
    },
    {
      name: 'what of two targets only one wants, without a fix',
      rows: [asString()],
      target: ['openai-sft', 'trl-sft'],
      at: ['"arguments"'],
      says: 'TRL',
      fixed: [asString()],
    },
    {
      name: "a string within the JSON of ShareGPT's call",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Time?' },
            {
              from: 'function_call',
              value: JSON.stringify({ name: 'now', arguments: '{"zone": "Zürich"}' }),
            },
            { from: 'observation', value: '9:00' },
            { from: 'gpt', value: 'Nine.' },
          ],
        },
      ],
      at: ['\\"arguments\\"'],
      says: 'quoted twice',
      fixed: [
        {
          conversations: [
            { from: 'human', value: 'Time?' },
            { from: 'function_call', value: '{"name":"now","arguments":{"zone": "Zürich"}}' },
            { from: 'observation', value: '9:00' },
            { from: 'gpt', value: 'Nine.' },
          ],
        },
      ],
    },
  ],
  passes: [
    { name: 'strings throughout', rows: [asString(), asString()] },
    { name: 'objects throughout', rows: [asObject(), asObject()] },
    {
      name: 'objects throughout, in a file whose rows mostly call nothing',
      rows: [
        ...Array.from({ length: 9 }, (_, number) => chat(user(`Hi ${number}`), assistant('Hello'))),
        asObject(),
      ],
    },
    { name: 'what the target wants', rows: [asString()], target: 'mistral' },
    { name: 'what the target says nothing of', rows: [asString(), asString(), asObject()], target: 'mlx' },
    {
      name: 'a string that is not JSON, of which tools.arguments-json speaks',
      rows: [asString('{')],
      target: 'trl-sft',
    },
    { name: 'arguments that are neither', rows: [asObject(null as never)], target: 'openai-sft' },
  ],
});
