import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, onlyTheseRules, rows, tuneset } from './harness.ts';

const config = { 'tuneset.json': onlyTheseRules };

describe('which files are checked', () => {
  test('a file that has nothing wrong: exit 0, nothing on standard error', async () => {
    const folder = await folderWith({ ...config, 'a.jsonl': `${rows.good}\n` });
    const { exitCode, out, err } = await tuneset(folder, ['check', 'a.jsonl']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Checked 1 row in 1 file');
    expect(out).toContain('No problems found.');
  });

  test('a folder: all datasets below, and nothing of node_modules, .git and .tuneset', async () => {
    const folder = await folderWith({
      ...config,
      'a.jsonl': `${rows.good}\n`,
      'deep/er/b.ndjson': `${rows.good}\n`,
      'c.json': '{}',
      'node_modules/x/d.jsonl': `${rows.unanswered}\n`,
      '.git/e.jsonl': `${rows.unanswered}\n`,
      '.tuneset/runs/f.jsonl': `${rows.unanswered}\n`,
    });
    const { exitCode, out } = await tuneset(folder, ['check', '.', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).files.map((file: { path: string }) => file.path)).toEqual([
      'a.jsonl',
      'deep/er/b.ndjson',
    ]);
  });

  test('a folder that links back to itself is walked once', async () => {
    const folder = await folderWith({ ...config, 'data/a.jsonl': `${rows.good}\n` });
    await symlink('..', path.join(folder, 'data', 'up'), 'dir');
    const { exitCode, out } = await tuneset(folder, ['check', 'data', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).files[0].path).toBe('data/a.jsonl');
  });

  test('globs, named files of any extension, each once and in their order', async () => {
    const folder = await folderWith({
      ...config,
      'data/b.jsonl': `${rows.good}\n`,
      'data/a.jsonl': `${rows.good}\n`,
      'odd[1].txt': `${rows.good}\n`,
    });
    const { out } = await tuneset(folder, [
      'check',
      'odd[1].txt',
      'data/*.jsonl',
      'data/a.jsonl',
      '--format',
      'json',
    ]);
    expect(JSON.parse(out).files.map((file: { path: string }) => file.path)).toEqual([
      'odd[1].txt',
      'data/a.jsonl',
      'data/b.jsonl',
    ]);
  });

  test('without paths, the files of the configuration, with their splits', async () => {
    const files = { train: 'rows/*.jsonl', test: ['held.jsonl'] };
    const folder = await folderWith({
      'tuneset.json': JSON.stringify({ ...JSON.parse(onlyTheseRules), files }),
      'rows/one.jsonl': `${rows.good}\n`,
      'held.jsonl': `${rows.other}\n`,
      'unnamed.jsonl': `${rows.unanswered}\n`,
    });
    const { out } = await tuneset(folder, ['check', '--format', 'json']);
    expect(
      JSON.parse(out).files.map(({ path, split }: { path: string; split: string }) => [path, split]),
    ).toEqual([
      ['rows/one.jsonl', 'train'],
      ['held.jsonl', 'test'],
    ]);
  });

  test('without paths and without files in the configuration, all below the folder', async () => {
    const folder = await folderWith({ ...config, 'x/valid.jsonl': `${rows.good}\n` });
    const { out } = await tuneset(folder, ['check', '--format', 'json']);
    expect(JSON.parse(out).files).toMatchObject([{ path: 'x/valid.jsonl', split: 'validation' }]);
  });

  test('standard input, by a name that tells split and configuration', async () => {
    const folder = await folderWith({ 'sub/tuneset.json': '{"rules":{"chat":"off"}}' });
    const outside = { stdin: `${rows.unanswered}\n` };
    const named = await tuneset(
      folder,
      ['check', '-', '--stdin-filename', 'sub/train.jsonl', '--format', 'json'],
      outside,
    );
    expect(JSON.parse(named.out).files).toMatchObject([{ path: 'sub/train.jsonl', split: 'train', rows: 1 }]);
    expect(JSON.parse(named.out).files[0].counts).not.toHaveProperty('chat.last-role');
    const plain = await tuneset(folder, ['check', '-', '--quiet'], outside);
    expect(plain.out).toContain(`<stdin>:1:${rows.unanswered.lastIndexOf('"user"') + 1} `);
  });

  test('an empty file has nothing wrong', async () => {
    const folder = await folderWith({ ...config, 'a.jsonl': '' });
    const { exitCode, err } = await tuneset(folder, ['check', 'a.jsonl']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });
});

describe('wrong use is exit 2 with one clear message', () => {
  test('an empty folder, so that a check that checked nothing is noticed', async () => {
    const folder = await folderWith({});
    await mkdir(path.join(folder, 'empty'));
    const { exitCode, err } = await tuneset(folder, ['check', 'empty']);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: 'There are no .jsonl or .ndjson files in "empty".\n',
    });
  });

  test('a glob that matches nothing', async () => {
    const folder = await folderWith({});
    expect(await tuneset(folder, ['check', 'x/*.jsonl'])).toMatchObject({
      exitCode: 2,
      err: 'No file matches "x/*.jsonl".\n',
    });
  });

  test('a file that is not there, with the nearest name; the others are checked', async () => {
    const folder = await folderWith({ ...config, 'train.jsonl': `${rows.unanswered}\n` });
    const { exitCode, out, err } = await tuneset(folder, ['check', 'trian.jsonl', 'train.jsonl']);
    expect(exitCode).toBe(2);
    expect(err).toBe('trian.jsonl: there is no such file. Did you mean "train.jsonl"?\n');
    expect(out).toContain('chat.last-role');
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const folder = await folderWith({ ...config, 'a.jsonl': rows.good });
    await chmod(path.join(folder, 'a.jsonl'), 0);
    expect(await tuneset(folder, ['check', 'a.jsonl'])).toMatchObject({
      exitCode: 2,
      err: "a.jsonl: can't be read: permission is denied.\n",
    });
  });

  test.each([
    [['check', '--target', 'opnai-sft', '.'], 'There is no target "opnai-sft". Did you mean "openai-sft"?'],
    [['check', '--target', 'zzz', '.'], 'There is no target "zzz". Targets: '],
    [['check', '--format', 'jsn'], 'Allowed choices are text, json, sarif, github.'],
    [['check', '--formt', 'json'], '(Did you mean --format?)'],
    [['check', '--max-warnings', 'few'], 'A whole number is expected.'],
    [
      ['fix', '--rule', 'chat.lastrole', '.'],
      'There is no rule or family of rules "chat.lastrole". Did you mean "chat.last-role"?',
    ],
    [['chek'], '(Did you mean check?)'],
    [[], 'Usage: tuneset'],
    [['lsp'], 'tuneset lsp --stdio'],
    [['check', '--config', 'none.json', '.'], 'none.json: there is no such file.'],
  ])('%j', async (args, says) => {
    const folder = await folderWith({ 'a.jsonl': rows.good });
    const { exitCode, out, err } = await tuneset(folder, args);
    expect(exitCode).toBe(2);
    expect(err).toContain(says);
    expect(out).toBe('');
  });

  test('a configuration with mistakes: each with its place', async () => {
    const folder = await folderWith({
      'a.jsonl': rows.good,
      'tuneset.json': '{\n  "target": "opnai-sft",\n  "ruls": {}\n}',
    });
    const { exitCode, err } = await tuneset(folder, ['check']);
    expect(exitCode).toBe(2);
    expect(err.split('\n')).toEqual([
      'tuneset.json:2:13: "opnai-sft" is no target. Did you mean "openai-sft"?',
      'tuneset.json:3:3: "ruls" is no key of tuneset.json. Did you mean "rules"?',
      '',
    ]);
  });

  test('a configuration that names a file that is not there', async () => {
    const folder = await folderWith({ 'tuneset.json': '{"files": {"train": ["gone.jsonl"]}}' });
    const { exitCode, err } = await tuneset(folder, ['check']);
    expect(exitCode).toBe(2);
    expect(err).toContain('tuneset.json:1:22: "gone.jsonl" matches no file.');
  });
});

describe('exit 1 or 0', () => {
  test.each([
    [[], 1],
    [['--fail-on', 'error'], 0],
    [['--fail-on', 'error', '--target', 'openai-sft'], 1],
    [['--max-warnings', '1'], 0],
    [['--max-warnings', '0'], 1],
    [['--max-warnings', '5', '--target', 'openai-sft'], 1],
  ])('one warning, an error for OpenAI: %j gives %d', async (args, expected) => {
    const folder = await folderWith({ ...config, 'a.jsonl': `${rows.unanswered}\n` });
    expect((await tuneset(folder, ['check', ...args, 'a.jsonl'])).exitCode).toBe(expected);
  });

  test('infos and hints do not fail, unless asked to', async () => {
    const set = JSON.parse(onlyTheseRules);
    set.rules['chat.last-role'] = 'info';
    const folder = await folderWith({ 'tuneset.json': JSON.stringify(set), 'a.jsonl': rows.unanswered });
    expect((await tuneset(folder, ['check'])).exitCode).toBe(0);
    expect((await tuneset(folder, ['check', '--fail-on', 'info'])).exitCode).toBe(1);
  });

  test('the target of the command line counts instead of that of the configuration', async () => {
    const set = JSON.stringify({ ...JSON.parse(onlyTheseRules), target: 'openai-sft' });
    const folder = await folderWith({ 'tuneset.json': set, 'a.jsonl': rows.unanswered });
    const { out } = await tuneset(folder, ['check', '--format', 'json']);
    expect(JSON.parse(out).target).toBe('openai-sft');
    const other = await tuneset(folder, ['check', '--format', 'json', '--target', 'trl-sft,mlx']);
    expect(JSON.parse(other.out).target).toEqual(['trl-sft', 'mlx']);
  });
});

test('--version and --help go to standard output with exit 0', async () => {
  const version = await tuneset('.', ['--version']);
  expect(version).toMatchObject({ exitCode: 0, err: '' });
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await tuneset('.', ['check', '--help']);
  expect(help).toMatchObject({ exitCode: 0, err: '' });
  expect(help.out).toContain('Examples:');
});

test('rules lists every rule once', async () => {
  const { exitCode, out } = await tuneset('.', ['rules']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^chat\.last-role +warning {2}Last message is no answer$/m);
});

test('lsp starts the server, whatever else a client adds', async () => {
  const { exitCode, out } = await tuneset('.', ['lsp', '--stdio', '--clientProcessId=1']);
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'server started' });
});
