import { describe, expect, test } from 'vitest';
import { findLeaks } from '../../../../src/runs/analysis/leaks.ts';
import { Lengths } from '../../../../src/runs/analysis/lengths.ts';
import { bytesIn, machineOf, sizeText } from '../../../../src/runs/analysis/machine.ts';
import { joinTables, type RowTable, RowTableBuilder } from '../../../../src/workspace/row-table.ts';

describe('lengths', () => {
  const lengths = new Lengths(Uint32Array.of(100, 1, 64, 65, 100));

  test.each([
    [0, 1],
    [0.2, 1],
    [0.21, 64],
    [0.5, 65],
    [0.99, 100],
    [1, 100],
  ])('of %d of the rows none exceeds %d', (share, length) => {
    expect(lengths.percentile(share)).toBe(length);
  });

  test.each([
    [0, 5],
    [64, 3],
    [65, 2],
    [99, 2],
    [100, 0],
  ])('more than %d tokens: %d rows', (tokens, rows) => {
    expect(lengths.longerThan(tokens)).toBe(rows);
  });

  test('sums, and a histogram', () => {
    expect([lengths.rows, lengths.max, lengths.mean, lengths.sumUpTo(65)]).toEqual([5, 100, 66, 260]);
    expect(lengths.histogram()).toEqual([
      [64, 2],
      [128, 3],
    ]);
  });

  test('no rows have none', () => {
    const none = new Lengths(new Uint32Array());
    expect([none.max, none.mean, none.percentile(0.5), none.longerThan(0), none.histogram()]).toEqual([
      0,
      0,
      0,
      0,
      [],
    ]);
  });
});

function tableOf(rows: readonly [meaning: number, prompt: number | undefined][]): RowTable {
  const builder = new RowTableBuilder(rows.length + 5);
  const length = { length: 1, total: 2, prompt: 3, trained: 4, assistant: 5, last: 6 };
  for (const [index, [meaning, prompt]] of rows.entries()) {
    builder.add(index + 1, length, { meaning, prompt }, new Uint8Array(32).fill(meaning));
  }
  return builder.table;
}

describe('leaks', () => {
  const at = (name: string, rows: readonly [number, number | undefined][]) => ({
    table: tableOf(rows),
    pathOf: () => name,
  });

  test('of rows and of prompts, whole rows first; rows without a prompt share none', async () => {
    const found = await findLeaks(
      at('t', [
        [1, 10],
        [2, undefined],
        [3, 30],
        [3, 30],
      ]),
      {
        validation: at('v', [
          [9, 30],
          [8, undefined],
          [3, 30],
        ]),
        test: at('x', [[2, undefined]]),
      },
    );
    expect(found.count).toBe(3);
    expect(found.rows).toEqual([
      { kind: 'content', split: 'validation', path: 'v', line: 3, trained: { path: 't', line: 3 } },
      { kind: 'content', split: 'test', path: 'x', line: 1, trained: { path: 't', line: 2 } },
      { kind: 'prompt', split: 'validation', path: 'v', line: 1, trained: { path: 't', line: 3 } },
    ]);
  });

  test('many are counted, and the first are named', async () => {
    const rows = Array.from({ length: 45_000 }, (_, index): [number, number] => [index, index]);
    const found = await findLeaks(at('t', rows), { validation: at('v', rows), test: at('x', []) });
    expect([found.count, found.rows.length, found.rows.at(-1)?.line]).toEqual([45_000, 100, 100]);
  });

  test('are not looked for any longer once that is aborted', async () => {
    const rows = Array.from({ length: 45_000 }, (_, index): [number, number] => [index, index]);
    const looking = findLeaks(
      at('t', rows),
      { validation: at('v', rows), test: at('x', []) },
      AbortSignal.abort(),
    );
    await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('tables are put one under another', () => {
  const joined = joinTables([
    tableOf([[1, 10]]),
    tableOf([
      [2, undefined],
      [3, 30],
    ]),
  ]);
  expect(joined.count).toBe(3);
  expect([...joined.lines]).toEqual([1, 1, 2]);
  expect([...joined.meanings]).toEqual([1, 2, 3]);
  expect([...joined.promptPrints]).toEqual([10, Number.NaN, 30]);
  expect([joined.hashes[0], joined.hashes[32], joined.hashes[95]]).toEqual([1, 2, 3]);
});

describe('the machine', () => {
  const report = (...items: [name: string, found: string][]) => ({
    ready: true,
    preparable: false,
    items: items.map(([name, found]) => ({ name, found, status: 'ok' as const })),
  });

  test.each([
    ['80 GB', 80e9],
    ['NVIDIA H100, 79.6 GiB free of 80', 79.6 * 2 ** 30],
    ['512 MiB', 512 * 2 ** 20],
    ['1,5 TB', 1.5e12],
    ['none', undefined],
    ['12 CPUs', undefined],
  ])('reads %s', (text, bytes) => {
    expect(bytesIn(text)).toBe(bytes);
  });

  test.each([
    [9.9e11, '990 GB'],
    [4.25e9, '4.3 GB'],
    [5e8, '500 MB'],
    [10, '1 MB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  test('is a GPU where one was found', () => {
    const found = report(['Memory', '64 GB'], ['GPU', 'A100 with 80 GB']);
    expect(machineOf(found, true)).toEqual({ device: 'gpu', memoryBytes: 80e9 });
  });

  test('is none that can not be used', () => {
    const found = report(
      ['GPU', 'RTX 3090, 24 GB, but PyTorch can not use it'],
      ['Memory', '64 GB, 3 GB of it free'],
    );
    const [gpu, memory] = found.items;
    expect(machineOf({ ...found, items: [{ ...gpu!, status: 'warning' }, memory!] }, true)).toEqual({
      device: 'cpu',
      memoryBytes: 64e9,
    });
  });

  test('has the memory that was found', () => {
    expect(machineOf(report(['GPU', 'none'], ['Memory', '64 GB']), true)).toEqual({
      device: 'cpu',
      memoryBytes: 64e9,
    });
  });

  test('has the memory that its system tells', () => {
    expect(machineOf(report(), true).memoryBytes).toBeGreaterThan(1e6);
  });

  test('elsewhere is not known', () => {
    expect(machineOf(report(['Memory', '64 GB']), false)).toEqual({
      device: 'unknown',
      memoryBytes: undefined,
    });
  });
});
