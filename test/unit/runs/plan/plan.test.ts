import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Asked, PlanError, planRun } from '../../../../src/runs/plan.ts';
import { good, many } from '../../support/rows.ts';
import { type Content, folderOf } from '../support/folder.ts';

const rows = many(3);
const pairs = [{ prompt: 'Q', chosen: 'A', rejected: 'B' }];
const model = { baseModel: 'org/Model-1B' };

/** A plan with paths from its folder. */
async function plan(files: Record<string, Content>, asked: Asked = {}, at = '') {
  const folder = await folderOf(files);
  const from = (names: readonly string[] | undefined) => names?.map((name) => path.join(folder, name));
  const { train, validation, ...rest } = asked;
  const result = await planRun(path.join(folder, at), {
    ...rest,
    ...(train && { train: from(train)! }),
    ...(validation && { validation: from(validation)! }),
  });
  const shown = (names: readonly string[]) => names.map((name) => path.relative(folder, name));
  const { files: found } = result;
  return {
    ...result,
    folder,
    files: { train: shown(found.train), validation: shown(found.validation), test: shown(found.test) },
  };
}

async function refusal(files: Record<string, Content>, asked: Asked = {}, at = ''): Promise<string> {
  const error: unknown = await plan(files, asked, at).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlanError);
  return (error as PlanError).message;
}

describe('files', () => {
  const named = {
    ...model,
    files: { train: ['a.jsonl', 'b.jsonl'], validation: 'c.jsonl', test: 'd.jsonl' },
  };
  const data = { 'a.jsonl': rows, 'b.jsonl': rows, 'c.jsonl': rows, 'd.jsonl': rows };

  test('of the configuration, wherever below it one starts', async () => {
    const { files, root, folder, configuration } = await plan(
      { ...data, 'tuneset.json': named, 'sub/x.jsonl': rows },
      {},
      'sub',
    );
    expect(files).toEqual({ train: ['a.jsonl', 'b.jsonl'], validation: ['c.jsonl'], test: ['d.jsonl'] });
    expect(root).toBe(folder);
    expect(configuration).toBe(path.join(folder, 'tuneset.json'));
  });

  test('by name, where none are configured', async () => {
    const { files, configuration } = await plan(
      {
        'train.jsonl': rows,
        'my-valid.jsonl': rows,
        'test.ndjson': rows,
        'other.jsonl': rows,
        'readme.md': '',
      },
      model,
    );
    expect(files).toEqual({ train: ['train.jsonl'], validation: ['my-valid.jsonl'], test: ['test.ndjson'] });
    expect(configuration).toBeUndefined();
  });

  test('the only one, whatever its name', async () => {
    expect((await plan({ 'faq.jsonl': rows, 'valid.jsonl': rows }, model)).files.train).toEqual([
      'faq.jsonl',
    ]);
  });

  test('a dataset that is named wins, and is not watched too', async () => {
    expect((await plan({ ...data, 'tuneset.json': named }, {}, 'c.jsonl')).files).toEqual({
      train: ['c.jsonl'],
      validation: [],
      test: ['d.jsonl'],
    });
  });

  test('those that are asked for win; an empty list is none', async () => {
    expect(
      (await plan({ ...data, 'tuneset.json': named }, { train: ['d.jsonl'], validation: [] })).files,
    ).toEqual({ train: ['d.jsonl'], validation: [], test: [] });
  });

  test.each<[string, Record<string, Content>, Asked, RegExp]>([
    ['nothing', {}, model, /nothing to train on in .*"files": \{ "train"/],
    ['several without a hint', { 'a.jsonl': rows, 'b.jsonl': rows }, model, /there are a\.jsonl, b\.jsonl/],
    [
      'none configured',
      { 'tuneset.json': { ...model, files: { validation: 'a.jsonl' } }, 'a.jsonl': rows },
      {},
      /names no files to train on/,
    ],
    [
      'one that is not there',
      { 'tuneset.json': { ...model, files: { train: 'gone.jsonl' } } },
      {},
      /tuneset\.json:1:\d+: "gone\.jsonl" matches no file/,
    ],
    [
      'one that was asked for and is not there',
      {},
      { ...model, train: ['gone.jsonl'] },
      /gone\.jsonl: there is no such file/,
    ],
    ['a folder', { 'sub/a.jsonl': rows }, { ...model, train: ['sub'] }, /is a folder/],
    [
      'one for both',
      { 'a.jsonl': rows },
      { ...model, train: ['a.jsonl'], validation: ['a.jsonl'] },
      /both trained on and held out/,
    ],
  ])('refuses %s', async (_, files, asked, says) => {
    expect(await refusal(files, asked)).toMatch(says);
  });

  test('what is asked for makes up for what is wrong in the configuration', async () => {
    const files = { 'tuneset.json': { ...model, files: { train: 'gone.jsonl' } }, 'a.jsonl': rows };
    expect((await plan(files, { train: ['a.jsonl'] })).files.train).toEqual(['a.jsonl']);
  });

  test('refuses a place that is not there', async () => {
    expect(await refusal({}, model, 'gone')).toMatch(/gone: there is no such file or folder/);
  });
});

describe('method', () => {
  test.each<[string, Content, Asked, string]>([
    ['conversations', rows, {}, 'sft'],
    ['pairs', pairs, {}, 'dpo'],
    [
      "OpenAI's pairs",
      [{ input: { messages: [] }, preferred_output: [], non_preferred_output: [] }],
      {},
      'dpo',
    ],
    ['pairs for another method', pairs, { method: 'orpo' }, 'orpo'],
    ['an empty file', '', {}, 'sft'],
    ['a file of nonsense', '{"a":\n\u0000\n', {}, 'sft'],
  ])('of %s', async (_, data, asked, method) => {
    expect((await plan({ 'train.jsonl': data }, { ...model, ...asked })).spec.method).toBe(method);
  });

  test('a row longer than what is looked at is no trouble', async () => {
    const long = [{ messages: [{ role: 'user', content: 'x'.repeat(2_000_000) }] }, good()];
    expect((await plan({ 'train.jsonl': long }, model)).spec.method).toBe('sft');
  });

  test('as configured', async () => {
    const configuration = { ...model, training: { method: 'orpo', provider: 'ray' } };
    const { spec, provider, origins } = await plan({ 'tuneset.json': configuration, 'train.jsonl': pairs });
    expect([spec.method, provider]).toEqual(['orpo', 'ray']);
    expect(spec.resources.gpusPerWorker).toBe(1);
    expect(origins).toMatchObject({
      method: 'configuration',
      provider: 'configuration',
      baseModel: 'configuration',
    });
  });

  test.each<[Content, string]>([
    [[{ text: 'Once' }], 'all'],
    [[{ prompt: 'Q', completion: 'A' }], 'completion'],
    [[{ instruction: 'Q', output: 'A' }], 'assistant'],
  ])('the rows decide what is learnt: %j', async (data, loss) => {
    expect((await plan({ 'train.jsonl': data }, model)).spec.hyperparameters.loss).toBe(loss);
  });
});

describe('base model', () => {
  const data = { 'train.jsonl': rows };

  test('a folder is meant from the root', async () => {
    const files = {
      ...data,
      'tuneset.json': { baseModel: './models/tiny' },
      'models/tiny/config.json': {},
      'sub/a.jsonl': rows,
    };
    const { spec, folder } = await plan(files, {}, 'sub');
    expect(spec.baseModel).toBe(path.join(folder, 'models', 'tiny'));
  });

  test('a name is a name, unless a folder has it', async () => {
    expect((await plan(data, model)).spec.baseModel).toBe('org/Model-1B');
    const { spec, folder } = await plan({ ...data, 'org/Model-1B/config.json': {} }, model);
    expect(spec.baseModel).toBe(path.join(folder, 'org', 'Model-1B'));
  });

  test('a folder that only a cluster may have is not missed', async () => {
    const folder = path.resolve('/shared/models/none-such');
    expect((await plan(data, { baseModel: folder })).spec.baseModel).toBe(folder);
  });

  test('none is told with the place where it goes', async () => {
    expect(await refusal(data)).toMatch(/No base model.*tuneset\.json: "baseModel": "/);
  });

  test('a folder that is not there is told', async () => {
    expect(await refusal(data, { baseModel: './gone' })).toMatch(/\.\/gone is not there/);
  });

  test('a file is no model', async () => {
    expect(await refusal(data, { baseModel: 'train.jsonl' })).toMatch(/is a file/);
  });
});

describe('what can not be', () => {
  test('in the configuration is told with its place', async () => {
    const text = '{\n  "baseModel": "m",\n  "training": { "hyperparameters": { "epoch": 3 } }\n}';
    const message = await refusal({ 'tuneset.json': text, 'train.jsonl': rows });
    expect(message).toMatch(/tuneset\.json:3:\d+: "epoch" is no key/);
  });

  test('a configuration that can not be read is told', async () => {
    const folder = await folderOf({ 'train.jsonl': rows });
    await mkdir(path.join(folder, 'tuneset.json'));
    await expect(planRun(folder, model)).resolves.toMatchObject({ configuration: undefined });
  });

  test.each<[string, Asked, RegExp]>([
    ['a value', { training: { hyperparameters: { epochs: -1 } } }, /hyperparameters\.epochs/],
    ['workers on this machine', { training: { resources: { workers: 2 } } }, /workers is 2/],
    [
      'patience without rows to watch',
      { training: { hyperparameters: { earlyStoppingPatience: 1 } } },
      /no validation files/,
    ],
    [
      'packed pairs',
      { method: 'dpo', training: { hyperparameters: { packing: true } } },
      /packing is for sft/,
    ],
  ])('%s', async (_, asked, says) => {
    expect(await refusal({ 'train.jsonl': rows }, { ...model, ...asked })).toMatch(says);
  });
});

test('storage is a folder from the root, or an address', async () => {
  const of = async (storagePath: string) => {
    const asked: Asked = { ...model, provider: 'ray', training: { resources: { storagePath } } };
    const { spec, folder } = await plan({ 'train.jsonl': rows }, asked);
    return [spec.resources.storagePath, folder];
  };
  expect((await of('s3://bucket/x'))[0]).toBe('s3://bucket/x');
  const [storage, folder] = await of('shared');
  expect(storage).toBe(path.join(folder!, 'shared'));
});
