import fc from 'fast-check';
import { test } from 'vitest';
import { FingerprintMap } from '../../../../src/language/similarity/fingerprint-map.ts';

test('a FingerprintMap answers as a Map does', () => {
  // Few keys, some of them alike in their low bits, so that slots collide and deleted keys come back.
  const key = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 1, max: 6 }).map((n) => n * 2 ** 32),
  );
  const step = fc.record({ key, value: fc.option(fc.nat(), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const map = new Map<number, number>();
      const table = new FingerprintMap<number>();
      for (const { key: at, value } of steps) {
        if (value === undefined) {
          map.delete(at);
          table.delete(at);
        } else {
          map.set(at, value);
          table.set(at, value);
        }
      }
      return steps.every(({ key: at }) => map.get(at) === table.get(at));
    }),
  );
});
