import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDifference } from '../../../../src/language/similarity/text-difference.ts';

function parts(a: string, b: string): [string, string] | undefined {
  const difference = firstDifference(a, b);
  return difference && [a.slice(...difference.a), b.slice(...difference.b)];
}

describe('the first difference of two texts', () => {
  test.each<[string, string, [string, string] | undefined]>([
    ['the same', 'the same', undefined],
    ['a helpfull friend', 'a helpful friend', ['helpfull', 'helpful']],
    ['of  the house', 'of the house', [' ', '']],
    ['of the library here', 'of the city library here', ['library', 'city library']],
    ['of the city library here', 'of the library here', ['city ', '']],
    ['No end', 'No end.', ['end', 'end.']],
    ['No end.', 'No end', ['.', '']],
    ['', 'text', ['', 'text']],
    ['text', '', ['text', '']],
    ['It is 2023-05-01 now', 'It is 2024-05-01 now', ['2023', '2024']],
    ['One two, three four five six', 'Ono two, three four fivo six', ['One', 'Ono']],
    ['Say 😀 to me', 'Say 😁 to me', ['😀', '😁']],
    ['Don’t do that', 'Do not do that', ['Don’t', 'Do not']],
  ])('%j and %j', (a, b, expected) => {
    expect(parts(a, b)).toEqual(expected);
  });

  test('begins where both have been the same, ends within both, and cuts no character', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '😀', 'é'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, (start, x, y) => {
        const [a, b] = [start + x, start + y];
        const found = firstDifference(a, b);
        expect(found === undefined).toBe(a === b);
        if (found !== undefined) {
          const [from, to] = found.a;
          expect(a.slice(0, from)).toBe(b.slice(0, found.b[0]));
          expect(to > from || a === '').toBe(true);
          expect(to <= a.length && found.b[1] <= b.length && found.b[0] <= found.b[1]).toBe(true);
          for (const part of [a.slice(from, to), b.slice(...found.b)]) {
            expect(part.isWellFormed()).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
