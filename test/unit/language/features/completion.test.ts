import { describe, expect, test } from 'vitest';
import { type CompletionItem, completions } from '../../../../src/language/features/completion.ts';
import type { TargetId } from '../../../../src/language/targets/target.ts';
import { assistant, chat, good, system, tool, user } from '../../support/rows.ts';
import { applyTextEdits, datasetOfText, withCursor } from './support.ts';

interface Case {
  readonly name: string;
  /** Rows before the one that is written. */
  readonly above?: readonly (object | string)[];
  /** The row, with ‸ where the cursor is. */
  readonly row: string;
  readonly target?: TargetId;
  /** All labels, or the first ones where the last is '…'. */
  readonly offers: readonly string[];
  /** The row after the item of this label is taken, with $ for places to be filled in. */
  readonly takes?: readonly [label: string, row: string];
}

const weather = tool(
  'get_weather',
  {
    city: { type: 'string', description: 'Where.' },
    unit: { enum: ['celsius', 'fahrenheit'] },
    days: { type: 'integer' },
    place: { type: 'object', properties: { zip: { type: 'string' } }, required: ['zip'] },
    exact: { type: 'boolean' },
  },
  ['city', 'unit'],
);
const tools = `"tools":[${JSON.stringify(weather)}]`;
const openai = [chat(user('Hi'), assistant('Hello', { tool_calls: [] }))];
const trl = [
  chat(
    user('Hi'),
    { role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: {} } }] },
    assistant('x'),
  ),
];

function callOf(args: string, rest = ''): string {
  return `{"messages":[{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":${args}}}]}${rest}],${tools}}`;
}

const keys: readonly Case[] = [
  {
    name: 'of a row of unknown format, for every format',
    row: '{‸}',
    offers: ['messages', 'input', 'preferred_output', 'non_preferred_output', 'prompt', 'completion', '…'],
    takes: ['messages', '{"messages":[$]}'],
  },
  {
    name: 'of a row of the file’s format',
    above: [good()],
    row: '{"‸"}',
    offers: ['messages', 'tools', '…'],
  },
  {
    name: 'of a row that has some, before the others',
    above: [{ prompt: 'a', completion: 'b' }],
    row: '{‸"completion":"x"}',
    offers: ['prompt', '…'],
    takes: ['prompt', '{"prompt":"$","completion":"x"}'],
  },
  {
    name: 'with the kind of value that other rows have',
    above: [{ prompt: [user('a')], completion: [assistant('b')] }],
    row: '{"pro‸"}',
    offers: ['prompt', 'completion', '…'],
    takes: ['prompt', '{"prompt":[$]}'],
  },
  {
    name: 'of a message, in place of a half-written one',
    above: openai,
    row: '{"messages":[{"role":"user","co‸"}]}',
    offers: ['content', 'name'],
    takes: ['content', '{"messages":[{"role":"user","content":"$"}]}'],
  },
  {
    name: 'of a message without a closing quote',
    above: openai,
    row: '{"messages":[{"role":"user","co‸}]}',
    offers: ['content', 'name'],
    takes: ['content', '{"messages":[{"role":"user","content":"$"}]}'],
  },
  {
    name: 'of a message without any quote',
    above: openai,
    row: '{"messages":[{"role":"user",con‸}]}',
    offers: ['content', 'name'],
    takes: ['content', '{"messages":[{"role":"user","content":"$"}]}'],
  },
  {
    name: 'of a message in a row that ends at the cursor',
    above: openai,
    row: '{"messages":[{"role":"user",‸',
    offers: ['content', 'name'],
    takes: ['content', '{"messages":[{"role":"user","content":"$"'],
  },
  {
    name: 'in the spacing of the row',
    above: openai,
    row: '{"messages": [{"role": "user", "‸"}]}',
    offers: ['content', 'name'],
    takes: ['content', '{"messages": [{"role": "user", "content": "$"}]}'],
  },
  {
    name: 'alone where the colon is there',
    above: openai,
    row: '{"messages":[{"role":"user","con‸":"Hi"}]}',
    offers: ['content', 'name'],
    takes: ['content', '{"messages":[{"role":"user","content":"Hi"}]}'],
  },
  {
    name: 'of a message with the roles to choose from',
    above: openai,
    row: '{"messages":[{"‸"}]}',
    offers: ['role', 'content', 'tool_calls', '…'],
    takes: ['role', '{"messages":[{"role":"<system,user,developer,assistant,tool,function>"}]}'],
  },
  {
    name: 'of an assistant’s message',
    above: openai,
    row: '{"messages":[{"role":"assistant","content":"x","‸"}]}',
    offers: ['tool_calls', 'name', 'weight', '…'],
  },
  {
    name: 'of a tool’s message',
    above: openai,
    row: '{"messages":[{"role":"tool","‸"}]}',
    offers: ['content', 'tool_call_id', 'name'],
  },
  { name: 'of a ShareGPT turn', row: '{"conversations":[{"from":"human","‸"}]}', offers: ['value', '…'] },
  {
    name: 'of an answer of a preference pair',
    row: '{"input":{"messages":[]},"preferred_output":[{"role":"assistant","‸"}]}',
    offers: ['content', '…'],
  },
  {
    name: 'of a call',
    above: openai,
    row: '{"messages":[{"role":"assistant","tool_calls":[{"id":"c1","‸"}]}]}',
    offers: ['type', 'function'],
    takes: ['type', '{"messages":[{"role":"assistant","tool_calls":[{"id":"c1","type":"function"}]}]}'],
  },
  {
    name: 'of a call’s function, with arguments as a string',
    above: openai,
    row: '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","‸"}}]}]}',
    offers: ['arguments'],
    takes: [
      'arguments',
      '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"$"}}]}]}',
    ],
  },
  {
    name: 'of a call’s function, with arguments as an object',
    above: trl,
    row: '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","‸"}}]}]}',
    offers: ['arguments'],
    takes: [
      'arguments',
      '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{$}}}]}]}',
    ],
  },
  { name: 'of a tool', row: '{"messages":[],"tools":[{"‸"}]}', offers: ['type', 'function'] },
  {
    name: 'of a tool’s function',
    row: '{"messages":[],"tools":[{"function":{"‸"}}]}',
    offers: ['name', 'description', 'parameters', 'strict'],
  },
  {
    name: 'of a schema',
    row: '{"messages":[],"tools":[{"function":{"name":"f","parameters":{"type":"object","‸"}}}]}',
    offers: ['properties', 'required', '…'],
  },
  {
    name: 'no names of parameters, which are the writer’s',
    row: '{"messages":[],"tools":[{"function":{"parameters":{"properties":{"‸"}}}}]}',
    offers: [],
  },
  { name: 'nothing in a place that no format has', row: '{"messages":[],"metadata":{"‸"}}', offers: [] },
  { name: 'nothing behind a whole property', row: '{"messages":[] ‸}', offers: [] },
];

const values: readonly Case[] = [
  {
    name: 'roles, the likelier first',
    above: openai,
    row: '{"messages":[{"role":"user","content":"Hi"},{"role":"‸"}]}',
    offers: ['assistant', 'tool', 'function', 'user', 'system', 'developer'],
    takes: ['assistant', '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant"}]}'],
  },
  {
    name: 'roles without a quote, before a comma',
    above: openai,
    row: '{"messages":[{"role":‸,"content":"Hi"}]}',
    offers: ['system', 'user', '…'],
    takes: ['user', '{"messages":[{"role":"user","content":"Hi"}]}'],
  },
  {
    name: 'roles with one quote, which would swallow the next key',
    above: openai,
    row: '{"messages":[{"role":"‸,"content":"Hi"}]}',
    offers: ['system', 'user', '…'],
    takes: ['user', '{"messages":[{"role":"user","content":"Hi"}]}'],
  },
  {
    name: 'roles in place of the whole one that the cursor is in',
    above: openai,
    row: '{"messages":[{"role":"sys‸tem","content":"Hi"}]}',
    offers: ['system', 'user', '…'],
    takes: ['user', '{"messages":[{"role":"user","content":"Hi"}]}'],
  },
  { name: 'a tool after a call', above: openai, row: callOf('"{}"', ',{"role":"‸"}'), offers: ['tool', '…'] },
  {
    name: 'roles as ShareGPT spells them',
    row: '{"conversations":[{"from":"human","value":"Hi"},{"from":"‸"}]}',
    offers: ['gpt', '…'],
  },
  {
    name: 'weights',
    above: openai,
    row: '{"messages":[{"role":"assistant","content":"x","weight":‸}]}',
    offers: ['0', '1'],
    takes: ['0', '{"messages":[{"role":"assistant","content":"x","weight":0}]}'],
  },
  {
    name: 'names of the tools that the row declares behind the cursor',
    above: openai,
    row: `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"‸"}}]}],${tools}}`,
    offers: ['get_weather'],
  },
  {
    name: 'them though the string is open',
    above: openai,
    row: `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"get‸}}]}],${tools}}`,
    offers: ['get_weather'],
    takes: [
      'get_weather',
      `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"get_weather"}}]}],${tools}}`,
    ],
  },
  {
    name: 'names of other rows’ tools where the row declares none',
    above: [{ ...chat(user('Hi'), assistant('Hello')), tools: [weather] }],
    row: '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"‸"}}]}]}',
    offers: ['get_weather'],
  },
  {
    name: 'the tool’s name in a tool message',
    above: openai,
    row: `{${tools},"messages":[{"role":"tool","name":"‸"}]}`,
    offers: ['get_weather'],
  },
  {
    name: 'no tool’s name in a user’s message',
    above: openai,
    row: `{${tools},"messages":[{"role":"user","name":"‸"}]}`,
    offers: [],
  },
  {
    name: 'ids of earlier calls, those without a result first',
    above: openai,
    row: '{"messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f"}},{"id":"b","function":{"name":"g"}}]},{"role":"tool","tool_call_id":"a"},{"role":"tool","tool_call_id":"‸"},{"role":"assistant","tool_calls":[{"id":"late"}]}]}',
    offers: ['b', 'a'],
  },
  {
    name: 'the kind of a call',
    above: openai,
    row: '{"messages":[{"role":"assistant","tool_calls":[{"type":"‸"}]}]}',
    offers: ['function'],
  },
  {
    name: 'the kind of a part',
    above: openai,
    row: '{"messages":[{"role":"user","content":[{"type":"‸"}]}]}',
    offers: ['text', 'image_url'],
  },
  {
    name: 'types of a schema',
    row: '{"messages":[],"tools":[{"function":{"parameters":{"type":"‸"}}}]}',
    offers: ['string', 'number', '…'],
  },
  {
    name: 'the tools of the row above',
    above: [good(), { ...chat(user('Hi'), assistant('Hello')), tools: [tool('f')] }],
    row: '{"messages":[],"tools":‸}',
    offers: ['tools of row 2'],
    takes: ['tools of row 2', `{"messages":[],"tools":${JSON.stringify([tool('f')])}}`],
  },
  {
    name: 'nothing in what somebody says',
    above: openai,
    row: '{"messages":[{"role":"user","content":"a ‸ b"}]}',
    offers: [],
  },
];

const elements: readonly Case[] = [
  {
    name: 'the next message',
    above: openai,
    row: '{"messages":[{"role":"user","content":"Hi"},‸]}',
    offers: ['assistant', 'tool', '…'],
    takes: ['assistant', '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"$"}]}'],
  },
  {
    name: 'a message before others',
    above: openai,
    row: '{"messages":[‸{"role":"user","content":"Hi"}]}',
    offers: ['system', 'user', '…'],
    takes: ['system', '{"messages":[{"role":"system","content":"$"},{"role":"user","content":"Hi"}]}'],
  },
  {
    name: 'an assistant’s message that calls the row’s tool',
    above: openai,
    row: `{${tools},"messages":[{"role":"user","content":"Hi"},‸]}`,
    offers: ['assistant', 'assistant calling a tool', '…'],
    takes: [
      'assistant calling a tool',
      `{${tools},"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_$","type":"function","function":{"name":"get_weather","arguments":"{$}"}}]}]}`,
    ],
  },
  {
    name: 'the result of the call before',
    above: openai,
    row: callOf('"{}"', ',‸'),
    offers: ['tool', '…'],
    takes: ['tool', callOf('"{}"', ',{"role":"tool","tool_call_id":"c1","content":"$"}')],
  },
  {
    name: 'a ShareGPT turn',
    row: '{"conversations":[‸]}',
    offers: ['system', 'human', 'user', '…'],
    takes: ['human', '{"conversations":[{"from":"human","value":"$"}]}'],
  },
  {
    name: 'a tool',
    row: '{"messages":[],"tools":[‸]}',
    offers: ['tool'],
    takes: [
      'tool',
      '{"messages":[],"tools":[{"type":"function","function":{"name":"$","description":"$","parameters":{"type":"object","properties":{},"required":[]}}}]}',
    ],
  },
  { name: 'no whole message in a string', above: openai, row: '{"messages":["‸"]}', offers: [] },
];

const args: readonly Case[] = [
  {
    name: 'keys in an object, the required first',
    above: trl,
    row: callOf('{‸}'),
    offers: ['city', 'unit', 'days', 'place', 'exact'],
    takes: ['city', callOf('{"city":"$"}')],
  },
  {
    name: 'keys that are not there yet',
    above: trl,
    row: callOf('{"city":"Rome","‸"}'),
    offers: ['unit', 'days', 'place', 'exact'],
    takes: ['unit', callOf('{"city":"Rome","unit":"<celsius,fahrenheit>"}')],
  },
  { name: 'keys of an object in it', above: trl, row: callOf('{"place":{"‸"}}'), offers: ['zip'] },
  {
    name: 'values of an enum',
    above: trl,
    row: callOf('{"unit":"‸"}'),
    offers: ['celsius', 'fahrenheit'],
    takes: ['celsius', callOf('{"unit":"celsius"}')],
  },
  { name: 'values of a boolean', above: trl, row: callOf('{"exact":‸}'), offers: ['true', 'false'] },
  { name: 'nothing where anything may stand', above: trl, row: callOf('{"city":"‸"}'), offers: [] },
  {
    name: 'keys in a JSON string',
    above: openai,
    row: callOf('"{‸}"'),
    offers: ['city', 'unit', 'days', 'place', 'exact'],
    takes: ['city', callOf('"{\\"city\\":\\"$\\"}"')],
  },
  {
    name: 'keys in a JSON string behind emoji and escapes, in its own spacing',
    above: openai,
    row: callOf('"{\\"city\\": \\"\\u00c5 😀\\\\n\\", \\"un‸\\"}"'),
    offers: ['unit', 'days', 'place', 'exact'],
    takes: ['unit', callOf('"{\\"city\\": \\"\\u00c5 😀\\\\n\\", \\"unit\\": \\"<celsius,fahrenheit>\\"}"')],
  },
  {
    name: 'values in a JSON string',
    above: openai,
    row: callOf('"{\\"unit\\":\\"fah‸\\"}"'),
    offers: ['celsius', 'fahrenheit'],
    takes: ['fahrenheit', callOf('"{\\"unit\\":\\"fahrenheit\\"}"')],
  },
  {
    name: 'all that is required, as a string',
    above: openai,
    row: callOf('‸'),
    offers: ['arguments of get_weather'],
    takes: [
      'arguments of get_weather',
      callOf('"{\\"city\\":\\"$\\",\\"unit\\":\\"<celsius,fahrenheit>\\"}"'),
    ],
  },
  {
    name: 'all that is required, as the target wants it',
    above: trl,
    target: 'openai-sft',
    row: callOf('"‸"'),
    offers: ['arguments of get_weather'],
    takes: [
      'arguments of get_weather',
      callOf('"{\\"city\\":\\"$\\",\\"unit\\":\\"<celsius,fahrenheit>\\"}"'),
    ],
  },
  {
    name: 'all that is required, as an object',
    above: trl,
    row: callOf('‸'),
    offers: ['arguments of get_weather'],
    takes: ['arguments of get_weather', callOf('{"city":"$","unit":"<celsius,fahrenheit>"}')],
  },
];

describe.each([
  ['keys', keys],
  ['values', values],
  ['elements', elements],
  ['arguments', args],
])('completions: %s', (_, cases) => {
  test.each(cases)('$name', ({ above = [], row, target, offers, takes }) => {
    const { text, position } = withCursor(row);
    const before = above.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    const dataset = datasetOfText([...before, text].join('\n'), target === undefined ? {} : { target });
    const at = { line: before.length, character: position.character };
    const items = completions(dataset, at);
    const labels = items.map((item) => item.label);
    if (offers.at(-1) === '…') {
      expect(labels.slice(0, offers.length - 1)).toEqual(offers.slice(0, -1));
    } else {
      expect(labels).toEqual(offers);
    }
    for (const { range, filterText } of items) {
      expect(range.start.line).toBe(at.line);
      expect(range.start.character).toBeLessThanOrEqual(at.character);
      expect(range.end.character).toBeGreaterThanOrEqual(at.character);
      const typed = text.slice(range.start.character, at.character);
      expect(filterText.startsWith('"') || filterText.startsWith('\\"')).toBe(/^["\\]/.test(typed));
    }
    if (takes !== undefined) {
      const taken = items.find((item) => item.label === takes[0])!;
      expect(afterTaking(text, taken)).toBe(takes[1]);
    }
  });
});

describe('completions: rows', () => {
  const empty = { line: 0, character: 0 };

  test('of every format in an empty file', () => {
    const items = completions(datasetOfText(''), empty);
    expect(items.map((item) => item.label)).toContain('OpenAI chat row');
    expect(items.length).toBeGreaterThan(5);
    for (const item of items) {
      expect(() => JSON.parse(item.plainText)).not.toThrow();
      expect(datasetOfText(item.plainText).format).toBeDefined();
    }
  });

  test('of the target’s format where the file has none', () => {
    const items = completions(datasetOfText('', { target: 'openai-sft' }), empty);
    expect(items.map((item) => item.label)).toEqual(['OpenAI chat row']);
  });

  test('of the file’s format, spacing and system prompt, in place of white space', () => {
    const prompt = 'Be {brief}. $1 \\ "x"';
    const row = (n: number): string =>
      JSON.stringify(chat(system(prompt), user(`a${n}`), assistant('b')))
        .replaceAll('":', '": ')
        .replaceAll(/,(?=["{])/g, ', ');
    const [item, ...others] = completions(datasetOfText([row(1), row(2), '  ', ''].join('\n')), {
      line: 2,
      character: 1,
    });
    expect(others).toEqual([]);
    expect(item!.range).toEqual({ start: { line: 2, character: 0 }, end: { line: 2, character: 2 } });
    expect(item!.plainText).toBe(row(1).replace('"a1"', '""').replace('"b"', '""'));
    expect(afterTaking('', { ...item!, range: { start: empty, end: empty } })).toBe(
      row(1).replace('"a1"', '"$"').replace('"b"', '"$"'),
    );
  });

  test('as texts or messages, as the file has them', () => {
    const [texts] = completions(datasetOfText('{"prompt":"a","completion":"b"}\n'), {
      line: 1,
      character: 0,
    });
    expect(texts!.plainText).toBe('{"prompt":"","completion":""}');
    const list = JSON.stringify({ prompt: [user('a')], completion: [assistant('b')] });
    const [messages] = completions(datasetOfText(`${list}\n`), { line: 1, character: 0 });
    expect(messages!.plainText).toContain('"completion":[{"role":"assistant"');
  });
});

describe('completions never fail', () => {
  test.each([
    ['outside of the document', '{"messages":[]}', { line: 9, character: 0 }],
    ['behind the end of a row', '{"messages":[{"role":"', { line: 0, character: 999 }],
    ['in what is no JSON', ']]}}::""{{"', { line: 0, character: 9 }],
    ['in a row nested without end', `{"messages":${'['.repeat(100_000)}`, { line: 0, character: 100_012 }],
    ['in a row of numbers', '12345', { line: 0, character: 3 }],
  ])('%s', (_, text, position) => {
    expect(Array.isArray(completions(datasetOfText(text), position))).toBe(true);
  });

  test('at any column of a hostile row', () => {
    const row = `{"__proto__":{"a":"\\u00e9\\"\\\\"},"messages":[{"role":7,"content":[null,{"type":"‸"}],"tool_calls":[{"function":{"name":null,"arguments":"{\\"a\\":[{\\""}}]},null,{"role":"assistant"}],"tools":[null,{"function":{"name":"constructor","parameters":{"properties":{"a":null,"__proto__":{"enum":[{}, "x"]}},"required":["toString",4]}}}]}`;
    const dataset = datasetOfText(row);
    for (let character = 0; character <= row.length; character++) {
      for (const { range } of completions(dataset, { line: 0, character })) {
        expect(range.end.character).toBeLessThanOrEqual(row.length);
      }
    }
  });

  test('at the end of a row of 100,000 characters', () => {
    const { text, position } = withCursor(
      `{"messages":[{"role":"user","content":"${'x \\" '.repeat(20_000)}"},{"role":"‸"}]}`,
    );
    expect(completions(datasetOfText(text), position)[0]!.label).toBe('assistant');
  });
});

test('names from the data can’t open a place in a snippet', () => {
  const name = '\u0024{1:x}|,\\';
  const row = `{"messages":[{"role":"user","content":"x"},‸],"tools":[${JSON.stringify(tool(name))}]}`;
  const { text, position } = withCursor(row);
  const call = completions(datasetOfText(text), position).find((item) => item.label.includes('calling'))!;
  expect(call.plainText).toContain(JSON.stringify(name));
  expect(call.insertText).toContain(JSON.stringify(name).replace(/[\\$}]/g, '\\$&'));
});

/** The row after an item is taken, its places shown as $ and choices as <a,b>. */
function afterTaking(text: string, item: CompletionItem): string {
  const line = { ...item.range.start, line: 0 };
  const newText = item.snippet ? shown(item.insertText) : item.insertText;
  return applyTextEdits(text, [{ range: { start: line, end: { ...item.range.end, line: 0 } }, newText }]);
}

function shown(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+\|([^|]*)\|\}|\$\d+/g,
    (_, escaped, choices) => escaped ?? (choices === undefined ? '$' : `<${choices}>`),
  );
}
