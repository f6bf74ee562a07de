import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HintGroup } from '../../../../src/language/document/hints.ts';

const first = ['TODO', 'goes here', 'aba', 'ééé'];
const second = ['nicht', 'ODO', 'can’t', 'aaaa'];
const groups = [new HintGroup(first), new HintGroup(second)] as const;

describe('HintGroup', () => {
  test('finds what includes finds', () => {
    const piece = fc.oneof(
      fc.constantFrom(...first, ...second, 'a', 'b', 'é', 'T', 'O', ' ', '’'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const passage = { text };
        expect(groups[0].in(passage)).toBe(first.some((word) => text.includes(word)));
        expect(groups[1].in(passage)).toBe(second.some((word) => text.includes(word)));
      }),
      { numRuns: 2000 },
    );
  });

  test('remembers with the text', () => {
    const passage = { text: 'TODO', hints: undefined as number | undefined };
    expect(groups[0].in(passage)).toBe(true);
    expect(passage.hints).toBeDefined();
    passage.hints = 0;
    expect(groups[0].in(passage)).toBe(false);
  });

  test('refuses words too short to skip by', () => {
    expect(() => new HintGroup(['no'])).toThrow(RangeError);
  });
});
