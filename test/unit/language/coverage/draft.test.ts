import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../../src/language/checking/dataset.ts';
import { casesOf, catalogue } from '../../../../src/language/coverage/catalogue.ts';
import { draftLine } from '../../../../src/language/coverage/draft.ts';
import type { EdgeCase } from '../../../../src/language/coverage/edge-case.ts';
import { exampleBit } from '../../../../src/language/coverage/traits.ts';
import { formats } from '../../../../src/language/formats/all.ts';
import { allMessages, dialogues, textOf } from '../../../../src/language/formats/example.ts';
import type { Format } from '../../../../src/language/formats/format.ts';
import { readTools } from '../../../../src/language/formats/read.ts';
import { tool } from '../../support/rows.ts';

const tools = readTools(
  [
    tool('get_weather', {
      city: { type: 'string' },
      days: { type: 'integer' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
    }),
  ] as never,
  ['tools'],
);
const system = 'You are a careful assistant.';

const pairs = formats.flatMap((format) =>
  catalogue.map((edgeCase) => [format.id, edgeCase.id, format, edgeCase] as const),
);

function lineOf(format: Format, edgeCase: EdgeCase, plain = false): string {
  return draftLine(edgeCase, { format, system, tools, plain });
}

describe.each(pairs)('a draft in %s for %s', (_, __, format, edgeCase) => {
  const line = lineOf(format, edgeCase);
  const example = format.read(JSON.parse(line));

  test('is read back with all its texts', () => {
    const draft = edgeCase.draft(tools);
    const texts = allMessages(example).map(textOf).join('\n');
    for (const message of [...draft.prompt, draft.answer]) {
      expect(texts).toContain(textOf(message));
    }
  });

  test('covers nothing until it is written', () => {
    expect(casesOf(example)).toBe(format.id === 'text' ? 0 : 1 << exampleBit);
  });

  test('obeys the schema of its format and is flagged', () => {
    const dataset = new Dataset({ targets: [], rules: {} });
    dataset.reset([line]);
    dataset.work();
    const codes = dataset.problems().map(({ code }) => code);
    expect(codes).toContain('content.placeholder');
    expect(format.schema.safeParse(JSON.parse(line)).success).toBe(true);
  });
});

test.each(formats.filter(({ id }) => id !== 'text').map((format) => [format.id, format] as const))(
  'a draft in %s ends with an answer and keeps the turns in order',
  (_, format) => {
    const turns = catalogue.find(({ id }) => id === 'multi-turn')!;
    const [dialogue] = dialogues(format.read(JSON.parse(lineOf(format, turns))));
    expect(dialogue!.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'assistant']);
  },
);

test('a draft with a tool declares it and calls it with values of the right types', () => {
  const edgeCase = catalogue.find(({ id }) => id === 'tool-error')!;
  const openai = formats.find(({ id }) => id === 'openai-chat')!;
  const row = JSON.parse(lineOf(openai, edgeCase));
  expect(row.tools).toEqual([
    expect.objectContaining({ function: expect.objectContaining({ name: 'get_weather' }) }),
  ]);
  expect(JSON.parse(row.messages[2].tool_calls[0].function.arguments)).toEqual({
    city: '[PLACEHOLDER: city]',
    days: 0,
    unit: 'celsius',
  });
  expect(row.messages[3].tool_call_id).toBe(row.messages[2].tool_calls[0].id);
});

test('a draft of a file of strings is made of strings', () => {
  const edgeCase = catalogue.find(({ id }) => id === 'refusal')!;
  const format = formats.find(({ id }) => id === 'trl-prompt-completion')!;
  const row = JSON.parse(draftLine(edgeCase, { format, system: undefined, tools: [], plain: true }));
  expect(Object.values(row).map((value) => typeof value)).toEqual(['string', 'string']);
});

test('a draft written over covers its case', () => {
  const openai = formats.find(({ id }) => id === 'openai-chat')!;
  const refusal = catalogue.findIndex(({ id }) => id === 'refusal');
  const line = lineOf(openai, catalogue[refusal]!)
    .replace(/\[PLACEHOLDER: a request[^\]]*\]/, 'How do I pick my neighbour’s lock?')
    .replace(/\[PLACEHOLDER: a polite[^\]]*\]/, 'I can’t help with that. A locksmith can.');
  expect(casesOf(openai.read(JSON.parse(line))) & (1 << refusal)).not.toBe(0);
});
