import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Configurations } from '../../../src/workspace/configurations.ts';
import { splitOfName } from '../../../src/workspace/split-names.ts';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

describe('the nearest tuneset.json', () => {
  test('is that of the folder, or of the nearest above', async () => {
    const folder = await folderWith({
      'tuneset.json': '{"baseModel":"outer"}',
      'a/b/tuneset.json': '{"baseModel":"inner"}',
      'a/c/x.jsonl': '',
    });
    const configurations = new Configurations();
    const modelFor = async (name: string) =>
      (await configurations.nearest(path.join(folder, name)))?.configuration.baseModel;
    expect(await modelFor('a/b')).toBe('inner');
    expect(await modelFor('a/b/not/there')).toBe('inner');
    expect(await modelFor('a/c')).toBe('outer');
    expect(await modelFor('')).toBe('outer');
  });

  test('may be none, and is found when it comes once what is known is forgotten', async () => {
    const folder = await folderWith({ 'x.jsonl': '' });
    const configurations = new Configurations();
    expect(await configurations.nearest(folder)).toBeUndefined();
    await writeFile(path.join(folder, 'tuneset.json'), '{"baseModel":"new"}');
    expect(await configurations.nearest(folder)).toBeUndefined();
    configurations.forget();
    expect((await configurations.nearest(folder))?.configuration.baseModel).toBe('new');
  });
});

describe('the split of a file', () => {
  test('of rows that a run was trained on is none, however wide the glob', async () => {
    const folder = await folderWith({
      'tuneset.json': JSON.stringify({ files: { train: '**/*.jsonl' } }),
      'rows.jsonl': '',
      '.tuneset/runs/20261124-101502-3fa9/data/train.jsonl': '',
    });
    const configurations = new Configurations();
    const parsed = await configurations.nearest(folder);
    const named = await configurations.named(parsed!);
    expect([...named!.splits.keys()]).toEqual([path.join(folder, 'rows.jsonl')]);
  });

  test('is what the configuration says, by path, glob and exclusion, from its folder', async () => {
    const files = {
      train: ['rows/**/*.jsonl', '!rows/old/**'],
      validation: 'train.jsonl',
      test: ['odd[1].jsonl'],
    };
    const folder = await folderWith({
      'tuneset.json': JSON.stringify({ files }),
      'rows/a.jsonl': '',
      'rows/deep/b.jsonl': '',
      'rows/old/c.jsonl': '',
      'train.jsonl': '',
      'odd[1].jsonl': '',
      'test.jsonl': '',
    });
    const configurations = new Configurations();
    const parsed = await configurations.nearest(folder);
    const splitOf = (name: string) => configurations.splitOf(path.join(folder, name), parsed);
    expect(await splitOf('rows/a.jsonl')).toBe('train');
    expect(await splitOf('rows/deep/b.jsonl')).toBe('train');
    expect(await splitOf('rows/old/c.jsonl')).toBeUndefined();
    expect(await splitOf('train.jsonl')).toBe('validation');
    expect(await splitOf('odd[1].jsonl')).toBe('test');
    // Where files are named, a name alone tells nothing.
    expect(await splitOf('test.jsonl')).toBeUndefined();
  });

  test('of two splits that name it, is the first', async () => {
    const folder = await folderWith({
      'tuneset.json': '{"files":{"test":"a.jsonl","train":"*.jsonl"}}',
      'a.jsonl': '',
    });
    const configurations = new Configurations();
    const parsed = await configurations.nearest(folder);
    expect(await configurations.splitOf(path.join(folder, 'a.jsonl'), parsed)).toBe('train');
  });

  test.each([
    ['train.jsonl', 'train'],
    ['my_train-00001-of-00004.ndjson', 'train'],
    ['support.training.jsonl', 'train'],
    ['trainData.jsonl', 'train'],
    ['valid.jsonl', 'validation'],
    ['validation_v2.jsonl', 'validation'],
    ['val.jsonl', 'validation'],
    ['dev.jsonl', 'validation'],
    ['EVAL.jsonl', 'validation'],
    ['test.jsonl', 'test'],
    ['/train/data.jsonl', undefined],
    ['latest.jsonl', undefined],
    ['invalid.jsonl', undefined],
    ['train-test.jsonl', undefined],
    ['constructor.jsonl', undefined],
  ])('without a configuration, %s is %s by its name', (name, split) => {
    expect(splitOfName(name)).toBe(split);
  });
});
