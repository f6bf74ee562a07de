import { describe, expect, test } from 'vitest';
import { checkContent } from '../../../src/workspace/check-file.ts';
import { mergeCoverage } from '../../../src/workspace/coverage.ts';
import { contentOf } from '../../../src/workspace/read.ts';
import { assistant, calling, chat, tool, toolResult, user } from '../support/rows.ts';

/** A row that calls one of the two tools it declares. */
function row(called: string): string {
  return JSON.stringify({
    ...chat(
      user(`Use ${called}`),
      calling([called, {}, 'call_1']),
      toolResult('call_1', 'ok'),
      assistant('Done.'),
    ),
    tools: [tool('search'), tool('book')],
  });
}

async function coverage(rows: readonly string[], split?: 'train' | 'test') {
  const content = contentOf(Buffer.from(rows.join('\n')), 'x');
  return (await checkContent('x', content, { targets: [], rules: {}, split })).coverage;
}

const entry = (id: string, entries: Awaited<ReturnType<typeof coverage>>) =>
  entries.find((one) => one.id === id);

describe('coverage', () => {
  test('of a file that is trained on, or of no known split', async () => {
    for (const split of ['train', undefined] as const) {
      const found = await coverage([row('search'), row('search')], split);
      expect(entry('tool:search', found)).toMatchObject({ status: 'covered', count: 2, rows: [1, 2] });
      expect(entry('tool:book', found)).toMatchObject({ status: 'missing', count: 0, rows: [] });
    }
  });

  test('of a file that is held out is none', async () => {
    expect(await coverage([row('search')], 'test')).toEqual([]);
  });

  test('of several files is that of all rows; row numbers would not say of which file', async () => {
    const files = await Promise.all([
      coverage([row('search')]),
      coverage([row('book'), row('search')]),
      coverage([]),
    ]);
    const merged = mergeCoverage(files);
    expect(entry('tool:search', merged)).toMatchObject({ status: 'covered', count: 2, rows: [] });
    expect(entry('tool:book', merged)).toMatchObject({ status: 'covered', count: 1, rows: [] });
    expect(merged.map(({ id }) => id)).toHaveLength(new Set(merged.map(({ id }) => id)).size);
  });

  test('of one file beside empty ones keeps its rows', async () => {
    const one = await coverage([row('search')]);
    expect(mergeCoverage([[], one])).toEqual(one);
    expect(mergeCoverage([])).toEqual([]);
  });
});
