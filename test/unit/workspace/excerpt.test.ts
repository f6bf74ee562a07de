import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptOf } from '../../../src/workspace/excerpt.ts';
import { printable, terminalWidth } from '../../../src/workspace/printable.ts';

describe('printable', () => {
  test.each([
    ['plain text, é, 日本語 and 😀', 'plain text, é, 日本語 and 😀'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\tb\r\nc', 'a\\tb\\r\\nc'],
    ['\u009b31m\u007f', '\\u009b31m\\u007f'],
    ['\u202eabc\u2066\u200b\ufeff', '\\u202eabc\\u2066\\u200b\\ufeff'],
    ['\ud800', '\\ud800'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['👩‍💻 👨‍👩‍👧 🏳️‍🌈 👩🏽‍💻', '👩‍💻 👨‍👩‍👧 🏳️‍🌈 👩🏽‍💻'],
    ['a\u200db', 'a\\u200db'],
  ])('%j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

test.each([
  ['abc', 3],
  ['日本', 4],
  ['한글', 4],
  ['😀', 2],
  ['👩‍💻', 2],
  ['🇩🇪', 2],
  ['é', 1],
  ['e\u0301', 1],
  ['', 0],
])('%s is %d columns wide', (text, width) => {
  expect(terminalWidth(text)).toBe(width);
});

describe('excerpt', () => {
  /** What is underlined, as it is printed. */
  function marked(text: string, part: string): { text: string; under: string } {
    const start = text.indexOf(part);
    const excerpt = excerptOf(text, start, start + part.length);
    let under = '';
    let column = 0;
    for (const { segment } of new Intl.Segmenter('en').segment(excerpt.text)) {
      if (column >= excerpt.before && column < excerpt.before + excerpt.width) {
        under += segment;
      }
      column += terminalWidth(segment);
    }
    return { text: excerpt.text, under };
  }

  test('of a short row is the row', () => {
    expect(marked('{"role":"usr"}', '"usr"')).toEqual({ text: '{"role":"usr"}', under: '"usr"' });
  });

  test('of a long row is cut on both sides', () => {
    const { text, under } = marked(
      `{"a":"${'x'.repeat(5000)}","role":"usr","b":"${'y'.repeat(5000)}"}`,
      '"usr"',
    );
    expect(under).toBe('"usr"');
    expect(text).toMatch(/^…x+","role":"usr","b":"y+…$/);
    expect(terminalWidth(text)).toBeLessThanOrEqual(100);
  });

  test('underlines the right characters behind wide letters, emoji, tabs and control characters', () => {
    for (const before of ['日本語', '😀👩‍💻', '\t\t', '\u0001\u0002', 'e\u0301']) {
      expect(marked(`"${before}": "usr"`, '"usr"').under).toBe('"usr"');
    }
  });

  test('shows the start of what is too long to be shown', () => {
    const { text, under } = marked(`["${'é'.repeat(3000)}"]`, `"${'é'.repeat(3000)}"`);
    expect(under).toMatch(/^"é+$/);
    expect(text.startsWith('["é')).toBe(true);
    expect(text.endsWith('é…')).toBe(true);
    expect(terminalWidth(text)).toBeLessThanOrEqual(100);
  });

  test('of an empty row has room for one mark', () => {
    expect(excerptOf('', 0, 0)).toEqual({ text: '', before: 0, width: 1 });
  });

  test('never fails, never is too wide, and never underlines more than it shows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 1500 }),
        fc.nat(1500),
        fc.nat(1500),
        (text, a, b) => {
          const start = Math.min(a, b, text.length);
          const end = Math.min(Math.max(a, b), text.length);
          const excerpt = excerptOf(text, start, end);
          expect(excerpt.before + excerpt.width).toBeLessThanOrEqual(Math.max(100, 1));
          expect(excerpt.text).toBe(printable(excerpt.text));
        },
      ),
    );
  });
});
