import { assistant, calling, chat, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const weather = [tool('get_weather', { city: { type: 'string' } })];

function asking(args: string) {
  return {
    ...chat(
      user('Weather?'),
      calling(['get_weather', args]),
      toolResult('call_get_weather', '{}'),
      assistant('Fine.'),
    ),
    tools: weather,
  };
}

function turns(...values: [from: string, value: string][]) {
  return { conversations: values.map(([from, value]) => ({ from, value })) };
}

describeRule('tools.arguments-json', {
  flags: [
    {
      name: 'a comma too many',
      rows: [asking('{"city": "Oslo",}')],
      at: [','],
      says: /"get_weather" are not valid JSON, .* This comma has nothing after it/,
      severity: 'error',
      fixed: [asking('{"city": "Oslo"}')],
    },
    {
      name: 'single quotes, with an apostrophe and double quotes inside',
      rows: [asking(`{'city': 'Val d'Isère "centre"'}`)],
      at: [`'`],
      says: 'double quotes, not in single ones',
      fixed: [asking('{"city": "Val d\'Isère \\"centre\\""}')],
    },
    {
      name: "Python's words",
      rows: [asking('{"city": None, "now": True, "rate": -1.5e3}')],
      at: ['None'],
      says: 'JSON has no "None": it writes null.',
      fixed: [asking('{"city": null, "now": true, "rate": -1.5e3}')],
    },
    {
      name: 'names without quotes',
      rows: [asking('{city: "Oslo"}')],
      at: ['city'],
      fixed: [asking('{"city": "Oslo"}')],
    },
    {
      name: 'a text that breaks off after an emoji, pointing behind the escapes',
      rows: [asking('{"city": "🌧 \\"Oslo\\"", "days": [1, 2]')],
      at: [']'],
      says: '"}" is missing here to close what is opened at character 1 of it',
      fixed: [asking('{"city": "🌧 \\"Oslo\\"", "days": [1, 2]}')],
    },
    {
      name: 'a string that is cut off, which nothing can mend',
      rows: [asking('{"city": "Os')],
      at: ['s'],
      says: 'a closing quote is missing',
      fixed: [asking('{"city": "Os')],
    },
    {
      name: 'a line break in a string',
      rows: [asking('{"city": "Os\nlo"}')],
      at: ['\\n'],
      says: 'holds a line break as it is. JSON writes it as "\\n"',
      fixed: [asking('{"city": "Os\\nlo"}')],
    },
    {
      name: 'an escape that JSON does not have',
      rows: [asking('{"path": "\\\\C:\\Data"}')],
      at: ['\\\\D'],
      says: 'no escape that JSON knows',
    },
    {
      name: 'empty arguments',
      rows: [asking('')],
      at: ['""'],
      says: 'empty',
      fixed: [asking('{}')],
    },
    {
      name: 'JSON that is no object',
      rows: [asking('["Oslo"]')],
      at: ['"[\\"Oslo\\"]"'],
      says: 'should be a JSON object, but are an array',
    },
    {
      name: 'arguments encoded twice',
      rows: [asking('"{\\"city\\":\\"Oslo\\"}"')],
      at: [JSON.stringify('"{\\"city\\":\\"Oslo\\"}"')],
      says: 'encoded as JSON twice',
      fixed: [asking('{"city":"Oslo"}')],
    },
    {
      name: "OpenAI's older function_call",
      rows: [
        chat(user('Hi'), {
          role: 'assistant',
          content: null,
          function_call: { name: 'get_weather', arguments: '{"city" "Oslo"}' },
        }),
      ],
      at: ['\\"'],
      says: 'A colon is missing',
    },
    {
      name: "ShareGPT's call that is not JSON, after thoughts",
      rows: [
        turns(
          ['human', 'Weather?'],
          [
            'function_call',
            '<think>Ah, {that}.</think>\n{"name": "get_weather", "arguments": {"city": "Oslo"]}',
          ],
          ['observation', 'Sun'],
          ['gpt', 'Sunny.'],
        ),
      ],
      at: [']'],
      says: '"function_call" turn should be',
    },
    {
      name: "ShareGPT's arguments in place of which stands a list, pointing into the text",
      rows: [
        turns(
          ['human', 'Weather?'],
          ['function_call', '{"name": "get_weather", "arguments": ["Oslo"]}'],
          ['observation', 'Sun'],
          ['gpt', 'Sunny.'],
        ),
      ],
      at: ['[\\"Oslo\\"]'],
      says: 'should be an object',
    },
    {
      name: 'a ShareGPT call whose arguments are a string within the text, twice through escapes',
      rows: [
        turns(
          ['human', 'Weather?'],
          ['function_call', JSON.stringify({ name: 'get_weather', arguments: '{"city": None}' })],
          ['observation', 'Sun'],
          ['gpt', 'Sunny.'],
        ),
      ],
      at: ['None'],
      fixed: [
        turns(
          ['human', 'Weather?'],
          ['function_call', JSON.stringify({ name: 'get_weather', arguments: '{"city": null}' })],
          ['observation', 'Sun'],
          ['gpt', 'Sunny.'],
        ),
      ],
    },
    {
      name: 'a call that lacks its arguments in ShareGPT',
      rows: [
        turns(['human', 'Time?'], ['function_call', '{"name":"now"}'], ['observation', '9'], ['gpt', '9.']),
      ],
      at: ['{\\"name\\"'],
      says: 'has no "arguments"',
    },
    {
      name: 'a chosen answer',
      rows: [
        {
          prompt: [user('Weather?')],
          chosen: [calling(['get_weather', '{"city"}'])],
          rejected: [assistant('No idea.')],
        },
      ],
      at: ['}'],
    },
  ],
  passes: [
    { name: 'an object in a string', rows: [asking('{"city": "Zürich 🌧", "days": 3}')] },
    { name: 'no arguments', rows: [asking('{}')] },
    {
      name: 'arguments as an object',
      rows: [
        chat(user('Hi'), {
          role: 'assistant',
          tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: { city: 'Oslo' } } }],
        }),
      ],
    },
    {
      name: 'a rejected answer, which may be wrong',
      rows: [
        {
          prompt: [user('Weather?')],
          chosen: [calling(['get_weather', '{}'])],
          rejected: [calling(['get_weather', '{"city"'])],
        },
      ],
    },
    {
      name: "ShareGPT's calls, one and several at once",
      rows: [
        turns(
          ['human', 'Weather?'],
          ['function_call', '{"name": "get_weather", "arguments": {"city": "Oslo"}}'],
          ['observation', 'Sun'],
          ['function_call', '[{"name":"a","arguments":{}},{"name":"b","arguments":{}}]'],
          ['observation', 'Sun'],
          ['gpt', 'Sunny.'],
        ),
      ],
    },
    {
      name: 'arguments of another type, which the schema tells',
      rows: [
        chat(user('Hi'), {
          role: 'assistant',
          tool_calls: [{ type: 'function', function: { name: 'now', arguments: 7 } }],
        }),
      ],
    },
  ],
});
