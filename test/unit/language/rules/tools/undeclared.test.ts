import { assistant, calling, chat, system, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const tools = [tool('get_weather'), tool('get_time')];

function asking(name: string, more: object = {}) {
  return {
    ...chat(user('Weather?'), calling([name, '{}']), toolResult(`call_${name}`, 'Sun'), assistant('Sunny.')),
    ...more,
  };
}

function sharegpt(name: string, more: object) {
  return {
    conversations: [
      { from: 'human', value: 'Weather?' },
      { from: 'function_call', value: JSON.stringify({ arguments: {}, name }) },
      { from: 'observation', value: 'Sun' },
      { from: 'gpt', value: 'Sunny.' },
    ],
    ...more,
  };
}

describeRule('tools.undeclared', {
  flags: [
    {
      name: 'a slip in the name',
      rows: [asking('get_wether', { tools })],
      at: ['"get_wether"'],
      says: 'does not declare a tool "get_wether". Did you mean "get_weather"?',
      severity: 'error',
    },
    {
      name: 'a tool that is none of those declared',
      rows: [asking('send_mail', { tools })],
      at: ['"send_mail"'],
      says: 'it has "get_weather" and "get_time"',
    },
    {
      name: 'calls without any tools, once',
      rows: [chat(user('Hi'), calling(['a', '{}'], ['b', '{}']))],
      at: ['"a"'],
      says: 'declares no tools: the model never sees what it can call',
      severity: 'warning',
    },
    {
      name: 'an empty list of tools',
      rows: [asking('get_weather', { tools: [] })],
      at: ['"get_weather"'],
      severity: 'warning',
    },
    {
      name: "ShareGPT's call, inside its text",
      rows: [sharegpt('get_tme', { tools: JSON.stringify(tools) })],
      at: ['\\"get_tme\\"'],
      fixed: [sharegpt('get_time', { tools: JSON.stringify(tools) })],
    },
    {
      name: "OpenAI's older functions",
      rows: [
        {
          ...chat(user('Hi'), {
            role: 'assistant',
            content: null,
            function_call: { name: 'get_tim', arguments: '{}' },
          }),
          functions: [{ name: 'get_time', parameters: { type: 'object', properties: {} } }],
        },
      ],
      at: ['"get_tim"'],
      fixed: [
        {
          ...chat(user('Hi'), {
            role: 'assistant',
            content: null,
            function_call: { name: 'get_time', arguments: '{}' },
          }),
          functions: [{ name: 'get_time', parameters: { type: 'object', properties: {} } }],
        },
      ],
    },
    {
      name: 'a preferred answer',
      rows: [
        {
          input: { messages: [user('Weather?')], tools },
          preferred_output: [calling(['get_whether', '{}'])],
          non_preferred_output: [assistant('No idea.')],
        },
      ],
      at: ['"get_whether"'],
    },
  ],
  passes: [
    { name: 'a declared tool', rows: [asking('get_weather', { tools })] },
    { name: 'tools in a string', rows: [asking('get_weather', { tools: JSON.stringify(tools) })] },
    {
      name: "ShareGPT's tools",
      rows: [sharegpt('get_time', { tools: JSON.stringify([{ name: 'get_time' }]) })],
    },
    {
      name: 'a tool of which the system message tells',
      rows: [
        chat(
          system('<tools>[{"name": "get_weather"}]</tools>'),
          user('Weather?'),
          calling(['get_weather', '{}']),
          toolResult('call_get_weather', 'Sun'),
          assistant('Sunny.'),
        ),
      ],
    },
    {
      name: 'tools that can not be read, of which tools.definition speaks',
      rows: [asking('get_weather', { tools: '[{' })],
    },
    {
      name: 'a rejected answer and a call that is not trained',
      rows: [
        { prompt: [user('Hi')], chosen: [assistant('Hello')], rejected: [calling(['hello', '{}'])], tools },
        {
          ...chat(
            user('Hi'),
            { ...calling(['hello', '{}']), weight: 0 },
            toolResult('call_hello', 'no such tool'),
            assistant('Hello'),
          ),
          tools,
        },
      ],
    },
    { name: 'a row without calls', rows: [chat(user('Hi'), assistant('Hello'))] },
  ],
});
