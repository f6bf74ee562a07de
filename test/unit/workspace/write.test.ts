import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UnreadableFile } from '../../../src/workspace/read.ts';
import { replaceFile, stampOf } from '../../../src/workspace/write.ts';

async function fileWith(content: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'a.jsonl');
  await writeFile(file, content);
  return file;
}

test('puts the new content in place', async () => {
  const file = await fileWith('old');
  await replaceFile(file, ['ne', 'w'], await stampOf(file));
  expect(await readFile(file, 'utf8')).toBe('new');
});

test('leaves a file alone that another program has written meanwhile', async () => {
  const file = await fileWith('old');
  const stamp = await stampOf(file);
  await writeFile(file, 'theirs');
  await utimes(file, new Date(), new Date(Date.now() + 5000));
  const error = await replaceFile(file, ['ours'], stamp).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnreadableFile);
  expect(error).toMatchObject({ message: 'was changed by another program meanwhile: it is left as it is.' });
  expect(await readFile(file, 'utf8')).toBe('theirs');
  expect(await readdir(path.dirname(file))).toEqual(['a.jsonl']);
});

test('leaves the old content and no temporary file where writing fails', async () => {
  const file = await fileWith('old');
  function* failing(): Iterable<string> {
    yield 'half';
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  }
  await expect(replaceFile(file, failing(), undefined)).rejects.toMatchObject({
    message: "can't be written: the disk is full.",
  });
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(path.dirname(file))).toEqual(['a.jsonl']);
});
