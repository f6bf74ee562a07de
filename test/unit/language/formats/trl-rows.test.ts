import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../../src/language/checking/dataset.ts';
import { formatById } from '../../../../src/language/formats/all.ts';
import { TrlConverter } from '../../../../src/language/formats/trl-rows.ts';
import type { TrlLoss, TrlMethod, TrlShape } from '../../../../src/language/formats/trl-shape.ts';
import { assistant, calling, chat, system, tool, toolResult, user } from '../../support/rows.ts';

interface Run {
  readonly method?: TrlMethod;
  readonly loss?: TrlLoss;
  readonly shape?: TrlShape;
}

/** Converts rows as a file of their own; a string stands for a row as it is written. */
function convert(
  rows: readonly (object | string)[],
  { method = 'sft', loss = 'assistant', shape }: Run = {},
) {
  const converter = new TrlConverter(method, loss, shape);
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(lines);
  dataset.work();
  const written = dataset.rows.map(({ text, line, facts }) => {
    const converted = converter.convert({
      line: line + 1,
      text,
      value: JSON.parse(text),
      shape: facts!.shape!,
      format: formatById(facts!.format!),
    });
    return converted && JSON.stringify(converted.row);
  });
  const { leftOut, ...account } = converter.conversion;
  return { written, rows: written.map((row) => row && JSON.parse(row)), leftOut, ...account };
}

const weather = tool('get_weather', { city: { type: 'string' } });
const call = {
  id: 'call_get_weather',
  type: 'function',
  function: { name: 'get_weather', arguments: { city: 'Oslo' } },
};

describe('rows in the shape of TRL', () => {
  const table: readonly [title: string, row: object, run: Run, expected: object][] = [
    [
      'a conversation',
      chat(system('S'), user('Q'), assistant('A')),
      {},
      chat(system('S'), user('Q'), assistant('A')),
    ],
    [
      'calls get objects for arguments, and content, which tables turn into "None" else',
      {
        ...chat(
          user('Q'),
          calling(['get_weather', '{"city":"Oslo"}']),
          toolResult('call_get_weather', '4 °C'),
          assistant('4'),
        ),
        tools: [weather],
      },
      {},
      {
        messages: [
          user('Q'),
          { role: 'assistant', content: '', tool_calls: [call] },
          { role: 'tool', content: '4 °C', tool_call_id: 'call_get_weather' },
          assistant('4'),
        ],
        tools: [weather],
      },
    ],
    [
      'parts of text are one text',
      chat(
        user([
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ]),
        assistant('A'),
      ),
      {},
      chat(user('a\nb'), assistant('A')),
    ],
    [
      'older spellings of calls and tools',
      {
        messages: [
          user('Q'),
          { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } },
          { role: 'function', name: 'f', content: '2' },
          assistant('2'),
        ],
        functions: [{ name: 'f', strict: true, parameters: { type: 'object' } }],
      },
      {},
      {
        messages: [
          user('Q'),
          {
            role: 'assistant',
            content: '',
            tool_calls: [{ type: 'function', function: { name: 'f', arguments: { a: 1 } } }],
          },
          { role: 'tool', content: '2', name: 'f' },
          assistant('2'),
        ],
        tools: [{ type: 'function', function: { name: 'f', strict: true, parameters: { type: 'object' } } }],
      },
    ],
    [
      'a refusal is what the assistant says',
      chat(user('Q'), assistant(null, { refusal: 'No.' })),
      {},
      chat(user('Q'), assistant('No.')),
    ],
    [
      'thoughts are carried',
      chat(user('Q'), assistant('A', { reasoning_content: 'Hm.' })),
      {},
      chat(user('Q'), assistant('A', { reasoning_content: 'Hm.' })),
    ],
    [
      'ShareGPT, its calls not said twice',
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'function_call', value: '{"name":"get_weather","arguments":{"city":"Oslo"}}' },
          { from: 'observation', value: '4' },
          { from: 'gpt', value: 'A' },
        ],
        system: 'S',
        tools: JSON.stringify([weather]),
      },
      {},
      {
        messages: [
          system('S'),
          user('Q'),
          { role: 'assistant', content: '', tool_calls: [{ type: 'function', function: call.function }] },
          { role: 'tool', content: '4' },
          assistant('A'),
        ],
        tools: [weather],
      },
    ],
    [
      'Alpaca is a prompt and an answer',
      { instruction: 'Sum up.', input: 'Long text', output: 'Short', history: [['q', 'a']] },
      {},
      { prompt: [user('q'), assistant('a'), user('Sum up.\nLong text')], completion: [assistant('Short')] },
    ],
    [
      'Alpaca among conversations',
      { instruction: 'Q', output: 'A' },
      { shape: 'messages' },
      chat(user('Q'), assistant('A')),
    ],
    ['strings stay strings', { prompt: 'Q', completion: 'A' }, {}, { prompt: 'Q', completion: 'A' }],
    [
      'strings among conversations',
      { prompt: 'Q', completion: 'A' },
      { shape: 'messages' },
      chat(user('Q'), assistant('A')),
    ],
    ['running text', { text: 'Once upon a time' }, { loss: 'all' }, { text: 'Once upon a time' }],
    [
      'the last answer alone is learnt',
      chat(user('1'), assistant('2'), user('3'), assistant('4')),
      { loss: 'completion' },
      { prompt: [user('1'), assistant('2'), user('3')], completion: [assistant('4')] },
    ],
    [
      'the last answer that no weight masks',
      chat(user('1'), assistant('2', { weight: 1 }), user('3'), assistant('4', { weight: 0 })),
      { loss: 'completion' },
      { prompt: [user('1')], completion: [assistant('2')] },
    ],
    [
      "OpenAI's pairs",
      {
        input: { ...chat(user('Q')), tools: [weather] },
        preferred_output: [assistant('A')],
        non_preferred_output: [assistant('B')],
      },
      { method: 'dpo' },
      { prompt: [user('Q')], chosen: [assistant('A')], rejected: [assistant('B')], tools: [weather] },
    ],
    [
      'pairs of strings',
      { prompt: 'Q', chosen: 'A', rejected: 'B' },
      { method: 'orpo' },
      { prompt: 'Q', chosen: 'A', rejected: 'B' },
    ],
    [
      'pairs that begin alike',
      { chosen: [user('Q'), assistant('A')], rejected: [user('Q'), assistant('B')] },
      { method: 'dpo' },
      { prompt: [user('Q')], chosen: [assistant('A')], rejected: [assistant('B')] },
    ],
    [
      'strings that begin alike',
      { chosen: 'The sky is blue', rejected: 'The sky is green' },
      { method: 'dpo' },
      { prompt: 'The sky is', chosen: ' blue', rejected: ' green' },
    ],
    [
      'a developer is the system',
      chat({ role: 'developer', content: 'S' }, user('Q'), assistant('A')),
      {},
      chat(system('S'), user('Q'), assistant('A')),
    ],
    [
      'null stands for a key that is not there',
      chat(user('Q'), assistant('A', { name: null, tool_calls: null })),
      {},
      chat(user('Q'), assistant('A')),
    ],
  ];
  for (const [title, row, run, expected] of table) {
    test(title, () => {
      const { rows, leftOut } = convert([row], run);
      expect(leftOut).toEqual([]);
      expect(rows).toEqual([expected]);
    });
  }
});

describe('rows that are left out, and why', () => {
  const table: readonly [row: object, run: Run, reason: RegExp][] = [
    [{ prompt: 'Q', chosen: 'A', rejected: 'B' }, {}, /preference pair.*Train it with dpo or orpo/],
    [chat(user('Q'), assistant('A')), { method: 'dpo' }, /no preference pair: dpo needs/],
    [chat(user([{ type: 'image_url', image_url: { url: 'x' } }]), assistant('A')), {}, /image/],
    [chat(user('Q'), calling(['f', '{"a":'])), {}, /arguments of a call of "f" are no JSON\./],
    [chat(user('Q'), calling(['f', '[1]'])), {}, /are no JSON object/],
    [chat(user('Q')), {}, /No message of the assistant/],
    [chat(user('Q'), assistant('A', { weight: 0 })), {}, /No message of the assistant/],
    [chat(user('Q'), assistant('A', { weight: 0 })), { loss: 'completion' }, /no answer that is learnt/],
    [chat(assistant('A')), { loss: 'completion' }, /Nothing comes before its answer/],
    [{ messages: [] }, {}, /no messages/],
    [{ messages: [user('Q'), 'text'] }, {}, /messages\[1\] is a string; an object is expected/],
    [{ messages: [user(5), assistant('A')] }, {}, /messages\[0\]\.content/],
    [{ messages: [{ content: 'Q' }, assistant('A')] }, {}, /"role" is missing in messages\[0\]/],
    [{ prompt: null, completion: 'A' }, {}, /prompt is null; a string or a list of messages is expected/],
    [{ text: 'Once' }, { shape: 'messages' }, /running text/],
    [chat(user('Q'), assistant('A')), { shape: 'text' }, /Most rows are running text/],
    [{ text: '' }, {}, /no text/],
    [{ ...chat(user('Q'), assistant('A')), tools: 'get_weather' }, {}, /tools are no list/],
    [{ chosen: [assistant('A')], rejected: [assistant('B')] }, { method: 'dpo' }, /no prompt/],
    [{ prompt: [user('Q')], chosen: [], rejected: [assistant('B')] }, { method: 'dpo' }, /no chosen answer/],
  ];
  for (const [row, run, reason] of table) {
    test(`${JSON.stringify(row).slice(0, 60)}: ${reason.source}`, () => {
      const { rows, leftOut } = convert([row], run);
      expect(rows).toEqual([undefined]);
      expect(leftOut).toEqual([{ line: 1, reason: expect.stringMatching(reason) }]);
    });
  }
});

describe('what is kept account of', () => {
  test('keys that no template reads, by how many rows have them', () => {
    const { dropped } = convert([
      {
        ...chat(user('Q'), assistant('A', { audio_id: 'x' })),
        metadata: { a: 1 },
        parallel_tool_calls: true,
      },
      { ...chat(user('Q'), assistant('A')), metadata: null },
      { ...chat(user('Q'), assistant('A')), metadata: 2 },
    ]);
    expect(dropped).toEqual({ '"metadata"': 2, '"audio_id" of messages': 1, '"parallel_tool_calls"': 1 });
  });

  test('tools that strings have no place for', () => {
    expect(convert([{ prompt: 'Q', completion: 'A', tools: [weather] }]).dropped).toEqual({ '"tools"': 1 });
    for (const tools of [null, [], '[]', ' ']) {
      expect(convert([{ prompt: 'Q', completion: 'A', tools }]).dropped).toEqual({});
    }
  });

  test('messages of weight 0 that are learnt all the same, but not where the answer stands apart', () => {
    const row = chat(user('1'), assistant('2', { weight: 0 }), user('3'), assistant('4'));
    expect(convert([row]).unmasked).toEqual({ count: 1, lines: [1] });
    expect(convert([row], { shape: 'prompt-completion' }).unmasked.count).toBe(0);
  });

  test('what follows the last answer', () => {
    const { cut, rows } = convert([chat(user('1'), assistant('2'), user('3'))], { loss: 'completion' });
    expect(cut).toEqual({ count: 1, lines: [1] });
    expect(rows).toEqual([{ prompt: [user('1')], completion: [assistant('2')] }]);
  });

  test('what rows give', () => {
    const { survey } = convert(
      [
        chat(user('1'), assistant('2', { weight: 0 }), user('3'), assistant('4')),
        chat(user('1'), assistant('2'), user('3'), assistant('4')),
        { instruction: 'Q', output: 'A' },
        { prompt: 'Q', completion: 'A' },
        { prompt: 'Q', completion: [assistant('A')] },
      ],
      { shape: 'messages' },
    );
    expect(survey).toMatchObject({
      contents: { conversation: 2, apart: 2, plain: 1, text: 0 },
      weighted: 1,
      several: 1,
    });
  });
});

describe('numbers', () => {
  const row = (args: string) =>
    `{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":${args}}}]}]}`;

  test.each(['{"a":10.0,"b":12345678901234567890,"c":-0,"d":1e3,"e":0.5}', '{"a":7}'])(
    'in arguments stay as they are written: %s',
    (args) => {
      expect(convert([row(args)]).written[0]).toContain(`"arguments":${args}`);
      expect(convert([row(JSON.stringify(args))]).written[0]).toContain(`"arguments":${args}`);
    },
  );

  test('in tools stay as they are written', () => {
    const tools =
      '[{"type":"function","function":{"name":"f","parameters":{"type":"number","maximum":10.0}}}]';
    const text = `{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],"tools":${tools}}`;
    expect(convert([text]).written[0]).toContain(`"tools":${tools}`);
  });
});
