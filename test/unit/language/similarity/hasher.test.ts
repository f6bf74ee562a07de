import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hasher } from '../../../../src/language/similarity/hasher.ts';

function hash(...texts: string[]): number {
  const hasher = new Hasher();
  for (const text of texts) {
    hasher.text(text);
  }
  return hasher.value;
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u0085\0-\x20]+/gu, ' ')
    .replace(/^ | $/g, '');
}

const spaced = fc.array(
  fc.oneof(
    fc.constantFrom(' ', '  ', '\n', '\t', '!', 'a', 'b', 'ab', 'é', 'e\u0301', '\u00a0', '😀'),
    fc.string(),
  ),
  { maxLength: 30 },
);

describe('Hasher', () => {
  test('gives equal texts equal hashes, whatever was hashed before', () => {
    fc.assert(
      fc.property(spaced, spaced, (a, b) => {
        const text = a.join('');
        const first = hash(text);
        hash(b.join(''));
        return hash(text) === first;
      }),
      { numRuns: 500 },
    );
  });

  test('does not see white space and Unicode form, and sees everything else', () => {
    fc.assert(
      fc.property(spaced, spaced, (a, b) => {
        const [one, two] = [a.join(''), b.join('')];
        return (hash(one) === hash(two)) === (plain(one) === plain(two)) && hash(one) === hash(plain(one));
      }),
      { numRuns: 2000 },
    );
  });

  test('sees where one text ends and the next begins', () => {
    expect(hash('ab', 'c')).not.toBe(hash('a', 'bc'));
    expect(hash('', 'a')).not.toBe(hash('a', ''));
    expect(hash('')).not.toBe(hash());
  });

  test('tells every two of many short texts apart', () => {
    const hashes = new Set(Array.from({ length: 200_000 }, (_, index) => hash(`row ${index}`)));
    expect(hashes.size).toBe(200_000);
  });

  test('gives safe integers', () => {
    fc.assert(fc.property(fc.string(), (text) => Number.isSafeInteger(hash(text)) && hash(text) >= 0));
  });
});
