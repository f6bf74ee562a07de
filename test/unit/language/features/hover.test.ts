import { describe, expect, test } from 'vitest';
import { hover } from '../../../../src/language/features/hover.ts';
import { escapeMarkdown } from '../../../../src/language/features/markdown.ts';
import { assistant, calling, chat, good, system, tool, toolResult, user } from '../../support/rows.ts';
import { datasetOf, datasetOfText, textIn, withCursor } from './support.ts';

const ruleUrl = (code: string): string => `https://rules.example/${code}`;

const withTools = {
  ...chat(
    system('Be brief.'),
    user('Weather in Rome?'),
    calling(['get_weather', { city: 'Rome' }]),
    toolResult('call_get_weather', '{"sky":"clear"}'),
    assistant('Clear.'),
  ),
  tools: [tool('get_weather', { city: { type: 'string' } })],
};

interface Case {
  readonly name: string;
  readonly rows: readonly (object | string)[];
  /** The line the pointer is on, and a text that it stands in front of, or inside of by some characters. */
  readonly at: readonly [line: number, before: string, inside?: number];
  readonly over: string;
  readonly says: readonly (string | RegExp)[];
}

const cases: readonly Case[] = [
  {
    name: 'a conversation',
    rows: [good(1), withTools],
    at: [1, 'Weather in'],
    over: '',
    says: [
      /^\*\*Row 2\*\* · OpenAI chat · 5 messages \(system, user, assistant ×2, tool\) · 1 tool call: `get_weather` · 1 tool declared · ~\d+ tokens, ~\d+ learnt$/,
    ],
  },
  {
    name: 'a prompt with its completion',
    rows: [{ prompt: 'Hi', completion: 'Hello' }],
    at: [0, 'Hi'],
    over: '',
    says: [/^\*\*Row 1\*\* · TRL prompt and completion · prompt · completion · ~\d+ tokens/],
  },
  {
    name: 'a preference pair',
    rows: [{ prompt: [user('Hi')], chosen: [assistant('Hello')], rejected: [assistant('What?')] }],
    at: [0, 'Hi'],
    over: '',
    says: [
      /prompt: 1 message \(user\) · chosen: 1 message \(assistant\) · rejected: 1 message \(assistant\)/,
    ],
  },
  {
    name: 'running text',
    rows: [{ text: 'Once upon a time.' }],
    at: [0, 'Once'],
    over: '',
    says: [/^\*\*Row 1\*\* · Text · ~\d+ tokens/],
  },
  {
    name: 'a broken row',
    rows: [good(1), '{"messages":['],
    at: [1, '['],
    over: '',
    says: ['**Row 2** · not valid JSON'],
  },
  {
    name: 'a row that is no object',
    rows: [good(1), '[1]'],
    at: [1, '1'],
    over: '',
    says: ['**Row 2** · JSON, but not an object'],
  },
  {
    name: 'a row of no known format',
    rows: ['{"a":1}'],
    at: [0, '1'],
    over: '',
    says: ['**Row 1** · no known format'],
  },
  {
    name: 'a key',
    rows: [good(1)],
    at: [0, '"content"', 3],
    over: '"content"',
    says: [/^`content`: What is said/, /Row 1/],
  },
  {
    name: 'a key of the row',
    rows: [withTools],
    at: [0, '"tools"', 1],
    over: '"tools"',
    says: [/^`tools`: The tools that/, /Row 1/],
  },
  {
    name: 'a key of a call',
    rows: [withTools],
    at: [0, '"arguments"', 1],
    over: '"arguments"',
    says: [/^`arguments`: What the tool is called with/, /Row 1/],
  },
  {
    name: 'an unknown key as any other place',
    rows: ['{"messages":[],"__proto__":1}'],
    at: [0, '"__proto__"', 3],
    over: '',
    says: [/^\*\*Row 1/],
  },
  {
    name: 'a role',
    rows: [good(1)],
    at: [0, '"assistant"', 2],
    over: '"assistant"',
    says: [/^`assistant`: What the model learns to say/, /Row 1/],
  },
  {
    name: 'a role in the spelling of its format',
    rows: [
      {
        conversations: [
          { from: 'human', value: 'Hi' },
          { from: 'gpt', value: 'Hello' },
        ],
      },
    ],
    at: [0, '"gpt"', 1],
    over: '"gpt"',
    says: [/^`gpt`: What the model learns/, /ShareGPT/],
  },
  {
    name: 'a problem',
    rows: [chat(user('Hi'), assistant('Hello'), user('Thanks'))],
    at: [0, '"user","content":"Thanks"', 1],
    over: '"user"',
    says: [
      /^`user`: What the person says/,
      /^\*\*Warning:\*\* The last message is from "user".* \[chat\.last-role\]\(https:\/\/rules\.example\/chat\.last-role\)$/,
      /Row 1/,
    ],
  },
  {
    name: 'a blank line',
    rows: [good(1), '', good(2)],
    at: [1, ''],
    over: '',
    says: [/^\*\*Warning:\*\* This line is blank/, '**Row 2** · blank line'],
  },
  {
    name: 'a place 100,000 characters into a row',
    rows: [chat(user('x'.repeat(100_000)), assistant('Hello'), user('Thanks'))],
    at: [0, '"user","content":"Thanks"', 5],
    over: '"user"',
    says: [/^`user`/, /chat\.last-role/, /Row 1/],
  },
];

describe('hover tells of', () => {
  test.each(cases)('$name', ({ rows, at: [line, before, inside = 0], over, says }) => {
    const dataset = datasetOf(rows);
    const character = dataset.rows[line]!.text.indexOf(before) + inside;
    const found = hover(dataset, { line, character }, { ruleUrl })!;
    expect(textIn(dataset, found.range)).toBe(over);
    const parts = found.markdown.split('\n\n');
    expect(parts.length).toBe(says.length);
    parts.forEach((part, index) => {
      if (typeof says[index] === 'string') {
        expect(part).toBe(says[index]);
      } else {
        expect(part).toMatch(says[index]!);
      }
    });
  });

  test.each([
    ['the empty line at the end', `${JSON.stringify(good(1))}\n‸`],
    ['an empty file', '‸'],
  ])('nothing on %s', (_, source) => {
    const { text, position } = withCursor(source);
    expect(hover(datasetOfText(text), position, { ruleUrl })).toBeUndefined();
  });

  test('nothing outside of the document', () => {
    const dataset = datasetOf([good(1)]);
    expect(hover(dataset, { line: 5, character: 0 }, { ruleUrl })).toBeUndefined();
    expect(hover(dataset, { line: 0, character: 100_000 }, { ruleUrl })).toBeUndefined();
  });

  test('no problems where the editor shows them itself', () => {
    const found = hover(datasetOf(['', good(1)]), { line: 0, character: 0 }, { ruleUrl, problems: false });
    expect(found!.markdown).toBe('**Row 1** · blank line');
  });
});

describe('what a row holds is never markup', () => {
  const hostile = [
    '[click](command:workbench.action.terminal.new)',
    '![x](https://evil.example/p.png)',
    '<img src="https://evil.example">',
    'https://evil.example',
    'www.evil.example',
    'me@evil.example',
    '<https://evil.example>',
    '`` ` `` [a](b)',
    'a\n\n# heading\n\n- list',
    '&lt;b&gt;',
  ];

  test.each(hostile)('as a role: %s', (role) => {
    const dataset = datasetOf([chat({ role, content: 'Hi' }, assistant('Hello'), { role, content: 'Hi' })]);
    const { text } = dataset.rows[0]!;
    const found = hover(dataset, { line: 0, character: text.lastIndexOf('"role"') + 9 }, { ruleUrl })!;
    expect(strayMarkup(found.markdown)).toEqual([]);
  });

  test.each(hostile)('as the name of a tool: %s', (name) => {
    const dataset = datasetOf([chat(user('Hi'), calling([name, {}]), toolResult('x', ''), assistant('Ho'))]);
    expect(strayMarkup(hover(dataset, { line: 0, character: 0 }, { ruleUrl })!.markdown)).toEqual([]);
  });

  /** Links, images and HTML that are neither escaped, nor code, nor the rule's own link. */
  function strayMarkup(markdown: string): string[] {
    const visible = markdown
      .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, 'code')
      .replaceAll(/\[[a-z.-]+\]\(https:\/\/rules\.example\/[a-z.-]+\)/g, 'link')
      .replace(/\\[!-/:-@[-`{-~]/g, '¶');
    return visible.match(/\]\(|<|https?:|www\.|@|^#|command:|&\w+;/gm) ?? [];
  }
});

test.each([
  ['plain words, with punctuation: 12:30 (ok).', 'plain words, with punctuation: 12:30 (ok).'],
  ['a_b *c* [d](e)', 'a\\_b \\*c\\* \\[d\\](e)'],
  ['http://x', 'http\\:/\\/x'],
  ['see evil.example or 3.5', 'see evil\\.example or 3.5'],
  ['a\nb\u202e', 'a b '],
])('escapes %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});
