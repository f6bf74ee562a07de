import { describe, expect, test } from 'vitest';
import { formatById } from '../../../../src/language/formats/all.ts';
import type { FormatId } from '../../../../src/language/formats/format.ts';
import type { TrlLoss } from '../../../../src/language/formats/trl-shape.ts';
import { lengthsOf, type RowLength } from '../../../../src/language/tokens/lengths.ts';
import { assistant, chat, system, user } from '../../support/rows.ts';

/** A text of so many tokens with the four of its message. */
const words = (tokens: number) => 'abcd'.repeat(tokens - 4);

const talk = chat(
  system(words(10)),
  user(words(20)),
  assistant(words(30)),
  user(words(40)),
  assistant(words(50)),
);
const masked = chat(
  user(words(10)),
  assistant(words(20), { weight: 0 }),
  user(words(30)),
  assistant(words(40)),
);

describe('lengths of a row', () => {
  const table: readonly [
    format: FormatId,
    row: object,
    loss: TrlLoss,
    tools: number,
    expected: Partial<RowLength>,
  ][] = [
    [
      'openai-chat',
      talk,
      'assistant',
      0,
      { length: 150, total: 150, prompt: 30, trained: 80, assistant: 80, last: 50 },
    ],
    ['openai-chat', talk, 'completion', 0, { length: 150, prompt: 100, trained: 50 }],
    ['openai-chat', talk, 'all', 7, { length: 157, total: 157, prompt: 0, trained: 157 }],
    ['openai-chat', talk, 'assistant', 7, { length: 157, prompt: 37, trained: 80 }],
    [
      'openai-chat',
      masked,
      'assistant',
      0,
      { length: 100, prompt: 60, trained: 40, assistant: 40, last: 40 },
    ],
    ['openai-chat', chat(user(words(10))), 'assistant', 0, { length: 10, prompt: 10, trained: 0 }],
    [
      'trl-prompt-completion',
      { prompt: words(10), completion: words(20) },
      'assistant',
      0,
      { length: 30, prompt: 10, trained: 20 },
    ],
    [
      'trl-prompt-completion',
      { prompt: words(10), completion: words(20) },
      'all',
      0,
      { length: 30, trained: 30 },
    ],
    [
      'trl-preference',
      { prompt: words(10), chosen: words(20), rejected: words(40) },
      'assistant',
      5,
      { length: 55, total: 90, prompt: 15, trained: 60 },
    ],
    ['text', { text: words(10) }, 'all', 0, { length: 10, total: 10, prompt: 0, trained: 10 }],
  ];
  test.each(table)('%s %#: loss %s', (format, row, loss, tools, expected) => {
    const example = formatById(format).read(JSON.parse(JSON.stringify(row)));
    expect(lengthsOf(example, loss, tools)).toMatchObject(expected);
  });
});
