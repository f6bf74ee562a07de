import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules, type SeveritySetting } from '../../../src/language/index.ts';
import { type FileFix, fixContent } from '../../../src/workspace/fix-content.ts';
import { contentOf } from '../../../src/workspace/read.ts';
import { piecesOf } from '../../../src/workspace/write.ts';
import { assistant, chat, good, user } from '../support/rows.ts';

/** The rules whose repairs these tests count on; the others are off, so that they can change. */
const counted = ['json.blank-line', 'chat.last-role', 'duplicate.exact'];
const off = Object.fromEntries(
  rules.filter(({ code }) => !counted.includes(code)).map(({ code }) => [code, 'off' as SeveritySetting]),
);

const safe: FileFix = { targets: [], rules: off, suggested: false };

function fixed(text: string, fix: FileFix): string {
  const { after, byteOrderMark } = fixContent('x', contentOf(Buffer.from(text), 'x'), fix);
  return [...piecesOf(after, byteOrderMark)].join('');
}

const rowOrBlank = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((number) => JSON.stringify(good(number))),
  fc.constantFrom(
    '',
    '  ',
    '\t',
    '{"__proto__":{"messages":3}}',
    JSON.stringify(chat(user('a'), assistant('b'), user('c'))),
    JSON.stringify(chat(user('é 😀'), assistant('b'), user('c'), user('d'))),
  ),
);

/** Enough of these, and the file counts as no JSON Lines at all. */
const oddLine = fc.constantFrom('{"messages":', '[]', 'null', '}');

function fileOf(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const mark = fc.constantFrom('', '\ufeff');
  const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 });
  return fc
    .tuple(mark, lines, line)
    .map(([start, above, last]) => `${start}${above.map(([text, end]) => text + end).join('')}${last}`);
}

/** Lines with their ends, as they stand in the text. */
function rawOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

describe('whatever the file', () => {
  test('a second run changes nothing', () => {
    fc.assert(
      fc.property(fileOf(fc.oneof(rowOrBlank, oddLine)), fc.boolean(), (text, suggested) => {
        const once = fixed(text, { ...safe, suggested });
        expect(fixed(once, { ...safe, suggested })).toBe(once);
      }),
    );
  });

  test('lines that need no repair keep every byte, and nothing else is left', () => {
    fc.assert(
      fc.property(fileOf(rowOrBlank), (text) => {
        const kept = rawOf(text).filter((raw) => raw.replace('\ufeff', '').trim() !== '');
        // The row at the end keeps having no line end, or the one that the file ended with.
        const ends = (raws: string[]) =>
          raws.map((raw, index) => (index === raws.length - 1 ? raw.replace(/[\r\n]+$/, '') : raw));
        const mark = text.startsWith('\ufeff') && !kept[0]?.startsWith('\ufeff') ? ['\ufeff'] : [];
        expect(ends(rawOf(fixed(text, safe))).join('')).toBe([...mark, ...ends(kept)].join(''));
      }),
    );
  });
});

describe('rules that are named', () => {
  const text = `\n${JSON.stringify(chat(user('a'), assistant('b'), user('c')))}\n`;

  test.each([
    [['json'], 1],
    [['json.blank-line'], 1],
    [['js'], 0],
    [['chat'], 1],
    [['duplicate'], 0],
  ])('%j repairs %d problems', (only, count) => {
    const result = fixContent('x', contentOf(Buffer.from(text), 'x'), { ...safe, suggested: true, only });
    expect([...result.fixed.values()].reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(result.changed).toBe(count > 0);
  });
});
