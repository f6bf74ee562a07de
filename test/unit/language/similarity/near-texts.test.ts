import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance } from '../../../../src/language/closest.ts';
import { areNear } from '../../../../src/language/similarity/near-texts.ts';

const prompt = 'You are a helpful assistant of the city library. Answer in one sentence.';

describe('near texts', () => {
  test.each([
    ['a typing error', prompt.replace('helpful', 'hlepful')],
    ['errors far apart', prompt.replace('You', 'you').replace('one', 'One')],
    ['a missing full stop', prompt.slice(0, -1)],
    ['white space alone', prompt.replaceAll(' ', '   ')],
  ])('are %s', (_, text) => {
    expect(areNear(text, prompt)).toBe(true);
    expect(areNear(prompt, text)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['another task', 'You are a pirate captain on the high seas. Answer every question with a joke.'],
    ['half of it', prompt.slice(0, 40)],
    ['the same words in another order', prompt.split(' ').reverse().join(' ')],
  ])('are not %s', (_, text) => {
    expect(areNear(text, prompt)).toBe(false);
    expect(areNear(prompt, text)).toBe(false);
  });

  test('are those of which a tenth has to be edited at most', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 59 }), { maxLength: 8 }), (a, places) => {
        // No swaps, which `distance` counts once: only replacements by a letter that occurs nowhere else.
        const b = [...a].map((char, index) => (places.includes(index) ? 'x' : char)).join('');
        expect(areNear(a, b)).toBe(distance(a, b) <= Math.floor(a.length / 10));
      }),
      { numRuns: 500 },
    );
  });

  test('are told in bounded time', () => {
    const a = Array.from({ length: 4000 }, (_, n) => `word ${n} of it`).join(' ');
    const b = Array.from({ length: 4000 }, (_, n) => `word ${(n * 7919) % 4000} of it`).join(' ');
    const start = performance.now();
    for (let round = 0; round < 50; round++) {
      areNear(a, b);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
