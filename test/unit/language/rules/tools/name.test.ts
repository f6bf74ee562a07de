import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const long = 'a'.repeat(65);

function asking(name: string, more: object = { tools: [{ type: 'function', function: { name } }] }) {
  return {
    ...chat(
      user('Hi'),
      calling([name, '{}', 'call_1']),
      { ...toolResult('call_1', '9'), name },
      assistant('Nine'),
    ),
    ...more,
  };
}

describeRule('tools.name', {
  flags: [
    {
      name: 'a dot and a space once, at the declaration',
      rows: [asking('math.add numbers')],
      at: ['"math.add numbers"'],
      says: /has characters other than letters, digits.*OpenAI, Mistral/,
      severity: 'warning',
      fixed: [asking('math_add_numbers')],
    },
    {
      name: 'it as an error where the target rejects it',
      rows: [asking('math.add')],
      target: 'mistral',
      at: ['"math.add"'],
      says: 'rejects it',
      severity: 'error',
    },
    {
      name: 'a name that is too long',
      rows: [asking(long)],
      at: [`"${long}"`],
      says: 'longer than 64',
      fixed: [asking('a'.repeat(64))],
    },
    {
      name: 'accents and an emoji',
      rows: [asking('météo🌧')],
      at: ['"météo🌧"'],
      fixed: [asking('meteo_')],
    },
    {
      name: 'a name of which no letter is left, without a fix',
      rows: [asking('天气')],
      at: ['"天气"'],
      fixed: [asking('天气')],
    },
    {
      name: 'an empty name of a call',
      rows: [asking('', {})],
      at: ['""'],
      says: 'names no tool',
      severity: 'error',
    },
    {
      name: "ShareGPT's call and tools, each in its text",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"name": "a b", "arguments": {}}' },
            { from: 'observation', value: '1' },
            { from: 'gpt', value: 'One' },
          ],
          tools: '[{"name": "a b", "parameters": {}}]',
        },
      ],
      at: ['\\"a b\\"'],
      fixed: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"name": "a_b", "arguments": {}}' },
            { from: 'observation', value: '1' },
            { from: 'gpt', value: 'One' },
          ],
          tools: '[{"name": "a_b", "parameters": {}}]',
        },
      ],
    },
    {
      name: "ShareGPT's call without a name",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"arguments": {}}' },
          ],
        },
      ],
      at: ['{\\"arguments\\"'],
    },
  ],
  passes: [
    { name: 'letters, digits, _ and -', rows: [asking('get-weather_2')] },
    { name: 'a name of 64 characters', rows: [asking('a'.repeat(64))] },
    { name: 'a name that the target says nothing against', rows: [asking('math.add')], target: 'trl-sft' },
    {
      name: 'names that are no strings, of which the schema speaks',
      rows: [
        { ...chat(user('Hi'), assistant('Hello')), tools: [{ type: 'function', function: { name: 7 } }] },
      ],
    },
    { name: 'a row without tools', rows: [chat(user('Hi'), assistant('Hello'))] },
  ],
});
