import { assistant, chat, tool, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const hi = chat(user('Hi'), assistant('Hello'));

function declaring(...tools: unknown[]) {
  return { ...hi, tools };
}

function withParameters(parameters: unknown) {
  return declaring({ type: 'function', function: { name: 'now', parameters } });
}

function sharegpt(tools: unknown) {
  return {
    conversations: [
      { from: 'human', value: 'Hi' },
      { from: 'gpt', value: 'Hello' },
    ],
    tools,
  };
}

describeRule('tools.definition', {
  flags: [
    {
      name: 'an empty string of tools',
      rows: [{ ...hi, tools: '' }],
      at: ['""'],
      says: 'empty string, which is no list of tools',
      severity: 'warning',
      fixed: [hi],
    },
    {
      name: 'white space in place of tools, which LLaMA-Factory stumbles on',
      rows: [sharegpt(' ')],
      at: ['" "'],
      says: 'LLaMA-Factory',
      fixed: [sharegpt('')],
    },
    {
      name: "Python's spelling of tools, at its first quote",
      rows: [sharegpt("[{'name': 'now', 'parameters': {'type': 'object', 'strict': True}}]")],
      at: ["'"],
      says: /not valid JSON, .*double quotes, not in single ones/,
      severity: 'error',
      fixed: [sharegpt('[{"name": "now", "parameters": {"type": "object", "strict": true}}]')],
    },
    {
      name: 'one tool in place of a list',
      rows: [sharegpt('{"name":"now"}')],
      at: ['"tools"'],
      says: 'should be a list',
    },
    {
      name: 'a tool that is no object',
      rows: [sharegpt('["now"]')],
      at: ['\\"now\\"'],
      says: 'should be an object',
    },
    {
      name: 'a tool without a name, in a text',
      rows: [sharegpt('[{"description":"é"}]')],
      at: ['{\\"description\\"'],
      says: 'no "name"',
    },
    {
      name: 'a list with what are no tools, or have no name',
      rows: [declaring('now', { type: 'function', function: { description: 'x' } }, { name: 7 })],
      at: ['"now"', '{"description"', '7'],
      says: 'but this is a string',
    },
    {
      name: 'two tools of one name',
      rows: [declaring(tool('now'), tool('then'), tool('now'))],
      at: ['"now"'],
      says: 'declares "now" twice',
    },
    {
      name: 'bare functions where OpenAI wants them wrapped, once',
      rows: [declaring({ name: 'now', parameters: {} }, { type: 'function', name: 'then' })],
      at: ['{"name"'],
      says: 'bare function',
      fixed: [
        declaring(
          { type: 'function', function: { name: 'now', parameters: {} } },
          { type: 'function', function: { name: 'then' } },
        ),
      ],
    },
    {
      name: 'a tool without its type',
      rows: [declaring({ function: { name: 'now' } })],
      at: ['{"function"'],
      fixed: [declaring({ function: { name: 'now' }, type: 'function' })],
    },
    {
      name: 'parameters that are a list',
      rows: [withParameters(['zone'])],
      at: ['"parameters"'],
      says: 'is an array',
    },
    {
      name: 'parameters of another type',
      rows: [withParameters({ type: 'string' }), withParameters({ type: 'dict', properties: {} })],
      at: ['"string"', '"dict"'],
      says: 'no call can fit',
      fixed: [withParameters({ type: 'object' }), withParameters({ type: 'object', properties: {} })],
    },
    {
      name: 'parameters that stand there without a schema',
      rows: [withParameters({ zone: { type: 'str', description: 'IANA' }, type: { type: 'str' } })],
      at: ['{"zone"'],
      says: 'not a JSON Schema',
      fixed: [
        JSON.stringify(withParameters(0)).replace(
          ':0',
          ':{"type": "object", "properties": {"zone":{"type":"str","description":"IANA"},"type":{"type":"str"}}}',
        ),
      ],
    },
    {
      name: 'properties without a type',
      rows: [withParameters({ properties: { zone: {} } })],
      at: ['{"properties"'],
      fixed: [withParameters({ properties: { zone: {} }, type: 'object' })],
    },
    {
      name: 'properties that are a list',
      rows: [withParameters({ type: 'object', properties: ['zone'] })],
      at: ['"properties"'],
    },
    {
      name: 'a required parameter that is not there, deep in a schema in a text',
      rows: [
        sharegpt(
          JSON.stringify([
            {
              name: 'now',
              parameters: {
                type: 'object',
                properties: {
                  at: {
                    type: 'array',
                    items: { type: 'object', properties: { zone: {} }, required: ['zoen'] },
                  },
                },
              },
            },
          ]),
        ),
      ],
      at: ['\\"zoen\\"'],
      says: 'Did you mean "zone"?',
      fixed: [
        sharegpt(
          JSON.stringify([
            {
              name: 'now',
              parameters: {
                type: 'object',
                properties: {
                  at: {
                    type: 'array',
                    items: { type: 'object', properties: { zone: {} }, required: ['zone'] },
                  },
                },
              },
            },
          ]),
        ),
      ],
    },
    {
      name: 'required beside a type, and a property that is no schema',
      rows: [
        withParameters({
          type: 'object',
          properties: { zone: { type: 'string', required: true }, day: 'a date' },
        }),
      ],
      at: ['"required"', '"a date"'],
      says: 'says nothing here',
    },
    {
      name: 'a wrong schema in the input of a pair',
      rows: [
        {
          input: { messages: [user('Hi')], tools: [tool('now', { zone: {} }, ['zon'])] },
          preferred_output: [assistant('Hello')],
          non_preferred_output: [assistant('Go')],
        },
      ],
      at: ['"zon"'],
    },
  ],
  passes: [
    {
      name: 'tools as they should be',
      rows: [
        declaring(tool('now', { zone: { type: 'string' } }), tool('then', { at: { $ref: '#/$defs/a' } })),
      ],
    },
    { name: 'tools in a string', rows: [{ ...hi, tools: JSON.stringify([tool('now')]) }] },
    {
      name: "LLaMA-Factory's bare functions, and its empty string",
      rows: [sharegpt('[{"name":"now","parameters":{"type":"object","properties":{}}}]'), sharegpt('')],
    },
    { name: 'tools that are null or none', rows: [{ ...hi, tools: null }, declaring()] },
    { name: 'no parameters', rows: [withParameters(undefined), withParameters(null), withParameters({})] },
    { name: 'parameters as JSON text, for Axolotl', rows: [withParameters('{"type":"object"}')] },
    {
      name: 'required names that are declared elsewhere',
      rows: [
        withParameters({
          type: 'object',
          properties: {},
          required: ['zone'],
          allOf: [{ properties: { zone: {} } }],
        }),
      ],
    },
    {
      name: "OpenAI's older functions",
      rows: [{ ...hi, functions: [{ name: 'now', parameters: { type: 'object', properties: {} } }] }],
    },
    { name: "a server's own tool", rows: [declaring({ type: 'web_search', function: {} })] },
  ],
});
