import { assistant, calling, chat, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const forecast = tool(
  'forecast',
  {
    city: { type: 'string', minLength: 2 },
    days: { type: 'integer', minimum: 1, maximum: 7 },
    unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
    filter: {
      type: 'object',
      properties: { tags: { type: 'array', items: { type: 'string' } }, after: { type: ['string', 'null'] } },
      additionalProperties: false,
    },
  },
  ['city'],
);

function asking(args: unknown, tools: object[] = [forecast]) {
  return {
    ...chat(
      user('Weather?'),
      calling(['forecast', args]),
      toolResult('call_forecast', '{}'),
      assistant('Fine.'),
    ),
    tools,
  };
}

/** The same with arguments as an object, as Hugging Face writes them. */
function askingObject(args: object) {
  const call = {
    role: 'assistant',
    tool_calls: [{ type: 'function', function: { name: 'forecast', arguments: args } }],
  };
  return {
    ...chat(user('Weather?'), call, { role: 'tool', name: 'forecast', content: '{}' }, assistant('Fine.')),
    tools: [forecast],
  };
}

function sharegpt(args: object, tools: unknown = JSON.stringify([forecast])) {
  return {
    conversations: [
      { from: 'human', value: 'Weather?' },
      { from: 'function_call', value: JSON.stringify({ name: 'forecast', arguments: args }) },
      { from: 'observation', value: '{}' },
      { from: 'gpt', value: 'Fine.' },
    ],
    tools,
  };
}

describeRule('tools.arguments-schema', {
  flags: [
    {
      name: 'a missing parameter, at the opening of the arguments',
      rows: [asking({ days: 2 })],
      at: ['{\\"days\\"'],
      says: 'leaves out "city", which the tool requires',
      severity: 'error',
    },
    {
      name: 'a wrong type, behind escapes and an emoji',
      rows: [asking({ city: '"Ål🌧"', days: '3' })],
      at: ['\\"3\\"'],
      says: '"days" of "forecast" should be an integer, but is the string "3"',
      fixed: [asking({ city: '"Ål🌧"', days: 3 })],
    },
    {
      name: 'it where arguments are an object',
      rows: [askingObject({ city: 'Oslo', days: true })],
      at: ['true'],
      says: 'but is true',
    },
    {
      name: 'a value that is not on the list, and the one that was meant',
      rows: [asking({ city: 'Oslo', unit: 'Celsius' })],
      at: ['\\"Celsius\\"'],
      says: 'one of "celsius" and "fahrenheit", but is "Celsius". Did you mean "celsius"?',
      fixed: [asking({ city: 'Oslo', unit: 'celsius' })],
    },
    {
      name: 'a slip in the name of a required parameter, once',
      rows: [asking('{"ctiy": "Oslo"}')],
      at: ['\\"ctiy\\"'],
      says: 'no parameter "ctiy". Did you mean "city", which is missing?',
      severity: 'error',
      fixed: [asking('{"city": "Oslo"}')],
    },
    {
      name: 'a slip in the name of another as a warning',
      rows: [askingObject({ city: 'Oslo', day: 3 })],
      at: ['"day"'],
      severity: 'warning',
      fixed: [askingObject({ city: 'Oslo', days: 3 })],
    },
    {
      name: 'what is wrong deep inside',
      rows: [asking({ city: 'Oslo', filter: { tags: ['a', 7], before: 'x' } })],
      at: ['7', '\\"before\\"'],
      says: '"filter.tags[1]" of "forecast" should be a string, but is the number 7',
      fixed: [asking({ city: 'Oslo', filter: { tags: ['a', '7'], before: 'x' } })],
    },
    {
      name: 'limits',
      rows: [asking({ city: 'O', days: 9 })],
      at: ['\\"O\\"', '9'],
      says: 'should have at least 2 characters',
    },
    {
      name: 'null for a parameter that may be left out, as tables write it',
      rows: [askingObject({ city: 'Oslo', unit: null })],
      at: ['null'],
      says: 'should be a string, but is null',
    },
    {
      name: "ShareGPT's call against tools in a string",
      rows: [sharegpt({ city: 5 })],
      at: ['5'],
      says: 'should be a string, but is the number 5',
      fixed: [sharegpt({ city: '5' })],
    },
    {
      name: 'what none of several forms allows, by the form of its type',
      rows: [
        asking({ at: { lat: 'north' } }, [
          tool('forecast', {
            at: { anyOf: [{ type: 'string' }, { type: 'object', properties: { lat: { type: 'number' } } }] },
          }),
        ]),
        asking({ at: 7 }, [tool('forecast', { at: { anyOf: [{ type: 'string' }, { type: 'null' }] } })]),
      ],
      at: ['\\"north\\"', '7'],
      lines: [0, 1],
    },
    {
      name: 'a definition that is referred to',
      rows: [
        asking({ at: { lat: 'x' } }, [
          {
            type: 'function',
            function: {
              name: 'forecast',
              parameters: {
                type: 'object',
                properties: { at: { $ref: '#/$defs/place' } },
                $defs: { place: { type: 'object', properties: { lat: { type: 'number' } } } },
              },
            },
          },
        ]),
      ],
      at: ['\\"x\\"'],
    },
  ],
  passes: [
    {
      name: 'what the tool declares',
      rows: [asking({ city: 'Oslo', days: 7, unit: 'celsius', filter: { after: null } })],
    },
    { name: 'integers with a fraction of zero', rows: [asking('{"city":"Oslo","days":3.0}')] },
    {
      name: 'a parameter that is not declared, and near to none',
      rows: [asking({ city: 'Oslo', language: 'no' })],
    },
    {
      name: 'a tool that is not declared, of which another rule speaks',
      rows: [asking({ x: 1 }, [tool('other')])],
    },
    { name: 'arguments that are not JSON, of which another rule speaks', rows: [asking('{"days":')] },
    {
      name: 'a pattern, which is not run',
      rows: [asking({ city: '!' }, [tool('forecast', { city: { type: 'string', pattern: '^\\w+$' } })])],
    },
    {
      name: 'a rejected answer and one that is not trained',
      rows: [
        {
          prompt: [user('Weather?')],
          chosen: [calling(['forecast', { city: 'Oslo' }])],
          rejected: [calling(['forecast', {}])],
          tools: [forecast],
        },
        {
          ...chat(
            user('Weather?'),
            { ...calling(['forecast', {}]), weight: 0 },
            toolResult('call_forecast', 'error: no city'),
            assistant('Which city?'),
          ),
          tools: [forecast],
        },
      ],
    },
    {
      name: 'parameters that are no schema',
      rows: [
        asking({ city: 5 }, [
          {
            type: 'function',
            function: { name: 'forecast', parameters: { city: { type: 'str', required: true } } },
          },
        ]),
      ],
    },
    { name: "ShareGPT's tools that are not JSON", rows: [sharegpt({}, '[{')] },
  ],
});
