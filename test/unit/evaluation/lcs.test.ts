import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonSubsequence } from '../../../src/evaluation/lcs.ts';

/** The textbook's table. */
function byTable(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(item === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    }
    row = next;
  }
  return row.at(-1)!;
}

test('is what the table gives, over the borders of blocks', () => {
  const list = (most: number) => fc.array(fc.integer({ min: 0, max: most }), { maxLength: 140 });
  const lists = fc.integer({ min: 1, max: 40 }).chain((most) => fc.tuple(list(most), list(most)));
  fc.assert(
    fc.property(lists, ([a, b]) => {
      expect(commonSubsequence(Uint32Array.from(a), Uint32Array.from(b))).toBe(byTable(a, b));
    }),
    { numRuns: 500 },
  );
});
