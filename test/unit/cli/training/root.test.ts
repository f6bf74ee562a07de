import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Io } from '../../../../src/cli/io.ts';
import { rootOf } from '../../../../src/cli/training/root.ts';
import { folderWith } from '../harness.ts';

const from = (cwd: string) => ({ cwd }) as Io;

test('the nearest folder with .tuneset, though a tuneset.json is nearer', async () => {
  const folder = await folderWith({ 'a/b/tuneset.json': '{}', 'a/b/c/x': '' });
  await mkdir(path.join(folder, 'a', '.tuneset'));
  expect(await rootOf(undefined, from(path.join(folder, 'a/b/c')))).toBe(path.join(folder, 'a'));
});

test('without .tuneset the nearest with a tuneset.json; files and folders of the other kind do not count', async () => {
  const folder = await folderWith({ 'a/tuneset.json': '{}', 'a/b/.tuneset': 'a file', 'a/b/x': '' });
  await mkdir(path.join(folder, 'a/b/tuneset.json'));
  expect(await rootOf(undefined, from(path.join(folder, 'a/b')))).toBe(path.join(folder, 'a'));
});

test('a folder that was named is taken as it is; what is none is refused', async () => {
  const folder = await folderWith({ 'a/x': '', 'tuneset.json': '{}' });
  expect(await rootOf('a', from(folder))).toBe(path.join(folder, 'a'));
  await expect(rootOf('a/x', from(folder))).rejects.toThrow('a/x is no folder');
  await expect(rootOf('b', from(folder))).rejects.toThrow('b is no folder');
});
