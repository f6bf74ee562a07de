import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkFile } from '../../../src/workspace/check-file.ts';
import { checkFiles, type Outcome } from '../../../src/workspace/pool.ts';
import { good, many } from '../support/rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
afterAll(() => rmSync(folder, { recursive: true }));

const check = { targets: [], rules: {}, split: undefined };

function dataset(name: string, rows: number): string {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    many(rows, good)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
  return file;
}

describe('checking on threads', () => {
  test('finds what checking here finds, in the order of the tasks', async () => {
    const files = [dataset('a.jsonl', 300), dataset('b.jsonl', 1), dataset('c.jsonl', 0)];
    writeFileSync(files[1]!, '\n{"messages":[{"role":"user","content":"Hi"}]}\n');
    const told: Outcome[] = [];
    const outcomes = await checkFiles(
      files.map((file) => ({ path: file, check })),
      { onFile: (outcome) => told.push(outcome) },
    );
    const here = await Promise.all(files.map((file) => checkFile(file, check)));
    expect(outcomes).toEqual(here.map((report) => ({ path: report.path, report })));
    expect(new Set(told)).toEqual(new Set(outcomes));
    expect(here[1]!.counts).toMatchObject({ 'json.blank-line': 1 });
  });

  test('a file that is not there is an outcome of its own', async () => {
    const file = dataset('d.jsonl', 1);
    const outcomes = await checkFiles([
      { path: path.join(folder, 'gone.jsonl'), check },
      { path: file, check },
    ]);
    expect(outcomes).toMatchObject([
      { unreadable: { message: 'there is no such file.' } },
      { report: { rows: 1 } },
    ]);
  });

  test('one thread checks all', async () => {
    const files = ['e', 'f', 'g'].map((name) => dataset(`${name}.jsonl`, 2));
    const outcomes = await checkFiles(
      files.map((file) => ({ path: file, check })),
      { threads: 1 },
    );
    expect(outcomes.map((outcome) => 'report' in outcome && outcome.report.rows)).toEqual([2, 2, 2]);
  });

  test('tells how far it is, and ends at once where it is cancelled', async () => {
    const files = [dataset('h.jsonl', 60_000), dataset('i.jsonl', 60_000)];
    const cancelling = new AbortController();
    let rows = 0;
    const result = checkFiles(
      files.map((file) => ({ path: file, check })),
      {
        signal: cancelling.signal,
        onProgress: (progress) => {
          rows = progress.rows;
          cancelling.abort();
        },
      },
    );
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(120_000);
  });

  test('does not start where it was cancelled before', async () => {
    await expect(checkFiles([{ path: 'x', check }], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
