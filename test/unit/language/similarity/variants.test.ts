import { describe, expect, test } from 'vitest';
import { variantsOf } from '../../../../src/language/similarity/variants.ts';

const common = 'You are a helpful assistant of the city library.';
const typo = common.replace('helpful', 'helpfull');

function variants(...texts: [text: string, rows: number][]): string[] {
  const counted = texts.map(([text, rows]) => ({ text, rows })).sort((a, b) => b.rows - a.rows);
  const total = counted.reduce((sum, { rows }) => sum + rows, 0);
  return variantsOf(counted, total).map(({ text }) => text);
}

describe('variants of common texts', () => {
  test('are rare and near one that is five times as common', () => {
    expect(variants([common, 10], [typo, 1])).toEqual([typo]);
    expect(variants([common, 10], [typo, 2])).toEqual([typo]);
    expect(variants([common, 95], [typo, 5])).toEqual([typo]);
  });

  test('are not those that are common themselves', () => {
    expect(variants([common, 9], [typo, 2])).toEqual([]);
    expect(variants([common, 94], [typo, 6])).toEqual([]);
  });

  test('are none in a small file', () => {
    expect(variants([common, 8], [typo, 1])).toEqual([]);
  });

  test('are none where a place is filled in several ways', () => {
    const filled = ['2021', '2022', '2023'].map((year) => `${common} It is ${year}.`);
    expect(
      variants([`${common} It is 2020.`, 60], ...filled.map((text): [string, number] => [text, 1])),
    ).toEqual([]);
    expect(
      variants(
        [`${common} It is 2020.`, 60],
        [filled[0]!, 1],
        [filled[1]!, 1],
        [`${typo} It is 2020.`, 1],
      ).sort(),
    ).toEqual([filled[0]!, filled[1]!, `${typo} It is 2020.`].sort());
  });

  test('are found in bounded time among many', () => {
    const many = Array.from({ length: 4000 }, (_, n): [string, number] => [
      `${n} ${common.repeat(20)} ${n * 7}`,
      3,
    ]);
    const start = performance.now();
    variants([common.repeat(20), 20_000], ...many);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
