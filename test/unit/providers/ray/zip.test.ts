import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TooLarge, zipFiles } from '../../../../src/providers/ray/zip.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuneset-zip-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<{ name: string; path: string }> {
  const target = path.join(folder, path.basename(name));
  await writeFile(target, content);
  return { name, path: target };
}

test('packs files of all sizes, from none to several pieces', async () => {
  const large = randomBytes(700_000);
  const files = [
    await file('train.py', 'print(1)\n'),
    await file('data/empty.jsonl', ''),
    await file('data/ü.bin', large),
    await file('data/rows.jsonl', '{"a":1}\n'.repeat(200_000)),
  ];
  const bytes = await zipFiles(files, 2 ** 24);
  const unpacked = unzipSync(bytes);
  expect(Object.keys(unpacked)).toEqual(['train.py', 'data/empty.jsonl', 'data/ü.bin', 'data/rows.jsonl']);
  expect(Buffer.from(unpacked['data/ü.bin']!).equals(large)).toBe(true);
  expect(Buffer.from(unpacked['data/rows.jsonl']!).toString()).toBe('{"a":1}\n'.repeat(200_000));
  expect(unpacked['data/empty.jsonl']).toHaveLength(0);
  // Rows are compressed, what can't be is not blown up.
  expect(bytes.length).toBeLessThan(large.length + 50_000);
});

test('equal files give equal bytes, whenever they were written', async () => {
  const files = [await file('a.txt', 'hello\n'.repeat(1000)), await file('b.txt', 'b')];
  const first = await zipFiles(files, 2 ** 20);
  await utimes(files[0]!.path, new Date(0), new Date(0));
  expect(Buffer.compare(await zipFiles(files, 2 ** 20), first)).toBe(0);
  await writeFile(files[1]!.path, 'c');
  expect(Buffer.compare(await zipFiles(files, 2 ** 20), first)).not.toBe(0);
});

test('gives up at the limit', async () => {
  const files = [await file('a.bin', randomBytes(300_000)), await file('b.bin', randomBytes(300_000))];
  await expect(zipFiles(files, 400_000)).rejects.toThrow(TooLarge);
  await expect(zipFiles(files, 700_000)).resolves.toBeInstanceOf(Uint8Array);
});

test('names a file that is missing', async () => {
  const missing = path.join(folder, 'gone.jsonl');
  await expect(zipFiles([{ name: 'gone.jsonl', path: missing }], 2 ** 20)).rejects.toThrow(missing);
});

test('can be aborted', async () => {
  const reason = new Error('enough');
  const files = [await file('a.bin', randomBytes(300_000))];
  await expect(zipFiles(files, 2 ** 20, AbortSignal.abort(reason))).rejects.toBe(reason);
});
