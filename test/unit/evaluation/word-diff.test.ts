import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Part, wordDiff } from '../../../src/evaluation/word-diff.ts';

/** `[-removed-]{+added+}` */
function marked(parts: readonly Part[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return parts.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1]).join('');
}

function sides(parts: readonly Part[]): [string, string] {
  const without = (kind: Part['kind']) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('');
  return [without('added'), without('removed')];
}

describe('how a text becomes another', () => {
  test.each([
    ['', '', ''],
    ['same words', 'same words', 'same words'],
    ['the red car', 'the blue car', 'the [-red-]{+blue+} car'],
    ['the car', 'the blue car', 'the {+blue +}car'],
    ['helpfull', 'helpful', '[-helpfull-]{+helpful+}'],
    ['one two three', 'four five three', '[-one two-]{+four five+} three'],
    ['It is so.', 'It is so!', 'It is so[-.-]{+!+}'],
    ['', 'new', '{+new+}'],
    ['old', '', '[-old-]'],
    ['我住在东京', '我住在北京', '我住在[-东-]{+北+}京'],
    ['say 😀 now', 'say 😁 now', 'say [-😀-]{+😁+} now'],
    ['a b c d', 'a x c d', 'a [-b-]{+x+} c d'],
  ])('%j and %j', (a, b, expected) => {
    expect(marked(wordDiff(a, b))).toBe(expected);
  });

  test('both texts are whole, no part is empty and none repeats the kind before it', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'the', ' ', ' ', '\n', '.', '的', '😀', 'é', '\ud800'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [a, b] = [left.join(''), right.join('')];
        const parts = wordDiff(a, b);
        expect(sides(parts)).toEqual([a, b]);
        expect(
          parts.every(({ text }, index) => text !== '' && parts[index - 1]?.kind !== parts[index]?.kind),
        ).toBe(true);
        if (a === b) {
          expect(parts.every(({ kind }) => kind === 'same')).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('texts too different or too long are one change', () => {
    const a = `start ${Array.from({ length: 5_000 }, (_, index) => `a${index}`).join(' ')} end`;
    const b = `start ${Array.from({ length: 5_000 }, (_, index) => `b${index}`).join(' ')} end`;
    expect(wordDiff(a, b).map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
    const huge = wordDiff('x '.repeat(300_000), 'y '.repeat(300_000));
    expect(sides(huge)).toEqual(['x '.repeat(300_000), 'y '.repeat(300_000)]);
  });
});
