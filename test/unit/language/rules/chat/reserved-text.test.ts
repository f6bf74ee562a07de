import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../../../src/language/checking/dataset.ts';
import { inFileOrder } from '../../../../../src/language/checking/order.ts';
import { messageOf } from '../../../../../src/language/rules/problem.ts';
import { openaiSft } from '../../../../../src/language/targets/openai-sft.ts';
import type { Target } from '../../../../../src/language/targets/target.ts';
import { assistant, chat, system, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.reserved-text', {
  flags: [
    {
      name: 'the end of a turn that was left in the answer',
      rows: [chat(user('Hi'), assistant('Hello<|im_end|>\n'))],
      at: ['<|im_end|>'],
      says: /^"<\|im_end\|>" is a marker of chat templates \(ChatML\)/,
      severity: 'warning',
      fixed: [chat(user('Hi'), assistant('Hello\n'))],
    },
    {
      name: 'a marker after escapes and an emoji',
      rows: [
        '{"messages":[{"role":"user","content":"\\u00e9\\n\\"👋\\ud83d\\udc4b\\u003c|eot_id|>x"},{"role":"assistant","content":"Hello"}]}',
      ],
      at: ['\\u003c|eot_id|>'],
      says: 'Llama 3',
    },
    {
      name: 'a conversation that is rendered already, once a message',
      rows: [chat(user('<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST]'), assistant(' Hello </s>'))],
      at: ['<s>', '</s>'],
      says: 'The text has 4 more.',
    },
    {
      name: 'markers in a part of a list and in a system message',
      rows: [
        chat(
          system('<start_of_turn>user'),
          user([
            { type: 'text', text: 'Hi' },
            { type: 'text', text: 'a <|endoftext|> b' },
          ]),
          assistant('Hello'),
        ),
      ],
      at: ['<start_of_turn>', '<|endoftext|>'],
      says: 'Gemma',
    },
    {
      name: 'them in ShareGPT and in alpaca, whose texts are put into a template too',
      rows: [
        { instruction: '[INST] Hi', input: '', output: 'Hello' },
        { instruction: 'Hi', input: 'x', output: 'Hello<|end|>' },
      ],
      at: ['[INST]', '<|end|>'],
      fixed: [
        { instruction: ' Hi', input: '', output: 'Hello' },
        { instruction: 'Hi', input: 'x', output: 'Hello' },
      ],
    },
  ],
  passes: [
    { name: 'running text, which is rendered', rows: [{ text: '<|im_start|>user\nHi<|im_end|>' }] },
    {
      name: 'a standard prompt, which may be rendered',
      rows: [{ prompt: '[INST] Hi [/INST]', completion: ' Hello </s>' }],
    },
    {
      name: 'HTML, code and comparisons',
      rows: [
        chat(
          user('Is a < b | c > d? What does <s>this</s> do? And list[INSTANCE]?'),
          assistant('<s>Strike</s> through: `x <| f |> g`, <b>bold</b>, <|unknown|>'),
        ),
      ],
    },
    {
      name: 'struck out text at the end',
      rows: [chat(user('Strike it.'), assistant('Now <s>this is gone</s>'))],
    },
    { name: 'ordinary messages', rows: [chat(system('Be brief.'), user('Hi'), assistant('Hello'))] },
  ],
});

describe('chat.reserved-text, where a target forbids text', () => {
  const target: Target = {
    ...openaiSft,
    title: 'Some trainer',
    requires: {
      ...openaiSft.requires,
      reservedText: {
        value: ['\n\nHuman:', '\n\nAssistant:'],
        source: 'https://example.org',
        read: '2026-11-23',
      },
    },
  };
  const found = (row: object) => {
    const dataset = new Dataset({ targets: [target], rules: {} });
    dataset.reset([JSON.stringify(row)]);
    dataset.work();
    return inFileOrder(dataset.problems()).filter(({ problem }) => problem.code === 'chat.reserved-text');
  };

  test('it is an error at the very words', () => {
    const [first, ...others] = found(chat(user('Hi\n\nHuman: again'), assistant('Hello')));
    expect(others).toEqual([]);
    expect(first!.problem.severity).toBe('error');
    expect(first!.problem.row.text.slice(first!.span.start, first!.span.end)).toBe('\\n\\nHuman:');
    expect(messageOf(first!.problem)).toContain('"\\n\\nHuman:" is how Some trainer marks who speaks');
  });

  test('other words pass', () => {
    expect(found(chat(user('Human: hi'), assistant('Hello')))).toEqual([]);
  });
});
