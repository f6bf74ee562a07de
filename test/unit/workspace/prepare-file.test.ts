import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prepareFiles } from '../../../src/workspace/pool.ts';
import { type FilePreparation, prepareFile } from '../../../src/workspace/prepare-file.ts';
import { assistant, chat, good, user } from '../support/rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
afterAll(() => rmSync(folder, { recursive: true }));

const base: FilePreparation = { name: 'd.jsonl', split: 'train', method: 'sft', loss: 'assistant' };
const checked: FilePreparation = { ...base, check: { target: 'trl-sft', rules: {} } };

function dataset(name: string, ...rows: (object | string)[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return file;
}

describe('a file made ready for training', () => {
  test('on a thread is as one made ready here, but for where it is written', async () => {
    const file = dataset('a.jsonl', good(1), '', chat(user('Q'), assistant('')), '[]', good(2), '');
    const write = { rows: path.join(folder, 'a.rows'), sources: path.join(folder, 'a.sources') };
    const [there] = await prepareFiles([{ path: file, prepare: { ...checked, write } }]);
    const here = await prepareFile(file, checked);
    expect(there).toEqual({ ...here, bytes: readFileSync(write.rows).length });
    expect(here.bytes).toBe(0);
    expect(here).toMatchObject({
      rows: 4,
      shape: 'messages',
      conversion: { leftOut: [{ line: 4, reason: 'It is no JSON object.' }] },
      problems: { errorRows: 1, errors: [{ code: 'chat.empty-content', line: 3 }] },
    });
    expect([...here.table.lines]).toEqual([1, 3, 5]);
  });

  test('errors of rows that are left out are none of those that are trained on', async () => {
    const { problems, conversion } = await prepareFile(dataset('b.jsonl', good(1), '{"messages":'), checked);
    expect(problems.errorRows).toBe(0);
    expect(conversion.leftOut).toMatchObject([{ line: 2 }]);
  });

  test('what is only looked at is not checked', async () => {
    const file = dataset('c.jsonl', chat(user('Q'), assistant('')));
    expect((await prepareFile(file, base)).problems.counts).toEqual({
      error: 0,
      warning: 0,
      info: 0,
      hint: 0,
    });
  });

  test('a file of other bytes than text has one fault', async () => {
    const file = path.join(folder, 'e.jsonl');
    writeFileSync(file, Buffer.from(`${JSON.stringify(good(1))}\n`.repeat(3), 'utf16le'));
    const { conversion, table } = await prepareFile(file, checked);
    expect(table.count).toBe(0);
    expect(conversion.leftOut).toMatchObject([{ line: 1, reason: expect.stringMatching(/UTF-16/) }]);
  });

  test('a rule that is switched off does not hide why nothing can be read', async () => {
    const file = dataset('f.jsonl', ...JSON.stringify([good(1)], null, 2).split('\n'));
    const rules = { json: 'off' } as const;
    const { conversion } = await prepareFile(file, { ...checked, check: { target: 'trl-sft', rules } });
    expect(conversion.leftOut.length).toBeGreaterThan(0);
  });
});
