import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowsBy } from '../../../../src/language/similarity/rows-by.ts';

test('RowsBy counts and lists rows as a plain walk over all rows would', () => {
  const move = fc.record({ row: fc.nat({ max: 9 }), key: fc.option(fc.nat({ max: 3 }), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 300 }), (moves) => {
      const rows = Array.from({ length: 10 }, (_, line) => ({
        line,
        text: '',
        key: undefined as number | undefined,
      }));
      const index = new RowsBy<number, (typeof rows)[number]>((row, key) => row.key === key);
      for (const { row: line, key } of moves) {
        const row = rows[line]!;
        if (row.key !== undefined) {
          index.removeRow(row.key);
        }
        row.key = key;
        if (key !== undefined) {
          index.addRow(key, row);
        }
      }
      for (const key of [0, 1, 2, 3]) {
        const expected = rows.filter((row) => row.key === key);
        expect([...index.rows(key)].sort((a, b) => a.line - b.line)).toEqual(expected);
        expect(index.first(key, rows)).toBe(expected[0]);
        expect(index.count(key)).toBe(expected.length);
      }
    }),
  );
});
