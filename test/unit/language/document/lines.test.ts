import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spliceOf, splitLines, type TextChange } from '../../../../src/language/document/lines.ts';

describe('splitLines', () => {
  test.each([
    ['', ['']],
    ['a', ['a']],
    ['a\n', ['a', '']],
    ['a\r\nb\nc\rd', ['a', 'b', 'c', 'd']],
    ['\r\r\n\n', ['', '', '', '']],
    ['a\u2028b\u0085c', ['a\u2028b\u0085c']],
  ])('splits %j', (text, lines) => {
    expect(splitLines(text)).toEqual(lines);
  });
});

function changed(lines: readonly string[], change: TextChange): string[] {
  const { start, removed, inserted } = spliceOf((line) => lines[line]!, lines.length, change);
  const result = [...lines];
  result.splice(start, removed, ...inserted);
  return result;
}

function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}

describe('spliceOf', () => {
  test('replaces the whole text where there is no range', () => {
    expect(changed(['a', 'b'], { text: 'x\ny\n' })).toEqual(['x', 'y', '']);
  });

  test('changes a line, joins lines and splits them', () => {
    expect(changed(['abc', 'def'], { range: range(0, 1, 0, 2), text: 'X' })).toEqual(['aXc', 'def']);
    expect(changed(['abc', 'def'], { range: range(0, 3, 1, 0), text: '' })).toEqual(['abcdef']);
    expect(changed(['abc', 'def'], { range: range(0, 1, 1, 1), text: '1\r\n2' })).toEqual(['a1', '2ef']);
  });

  test('keeps positions outside the document inside of it', () => {
    expect(changed(['abc'], { range: range(0, 99, 7, 0), text: 'd' })).toEqual(['abcd']);
    expect(changed(['abc'], { range: range(5, 0, 9, 9), text: '\nd' })).toEqual(['abc', 'd']);
  });

  test('gives the lines of the changed text, whatever the change', () => {
    const line = fc.stringMatching(/^[ab👋]{0,4}$/u);
    const position = fc.tuple(fc.nat(4), fc.nat(5));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        position,
        position,
        fc.array(line, { minLength: 1, maxLength: 3 }),
        (lines, a, b, inserted) => {
          const [from, to] = [a, b].map(([at, character]) => {
            const last = Math.min(at, lines.length - 1);
            return { line: last, character: Math.min(character, lines[last]!.length) };
          }) as [{ line: number; character: number }, { line: number; character: number }];
          const swapped = from.line > to.line || (from.line === to.line && from.character > to.character);
          const [start, end] = swapped ? [to, from] : [from, to];
          const offset = ({ line: at, character }: { line: number; character: number }) =>
            lines.slice(0, at).join('\n').length + (at > 0 ? 1 : 0) + character;
          const text = lines.join('\n');
          const expected = text.slice(0, offset(start)) + inserted.join('\n') + text.slice(offset(end));
          expect(changed(lines, { range: { start, end }, text: inserted.join('\n') })).toEqual(
            splitLines(expected),
          );
        },
      ),
    );
  });
});
