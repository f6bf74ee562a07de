import { createHash } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../../../src/runs/analysis.ts';
import { type Asked, planRun } from '../../../../src/runs/plan.ts';
import { assistant, chat, good, many, user } from '../../support/rows.ts';
import { type Content, folderOf } from '../support/folder.ts';

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

async function analysed(files: Record<string, Content>, asked: Asked = {}) {
  const folder = await folderOf(files);
  const plan = await planRun(folder, { baseModel: 'org/Model-1B', ...asked });
  return { folder, plan, analysis: await analyse(plan, { threads: 2 }) };
}

async function linesOf(analysis: Analysis, name: string): Promise<unknown[]> {
  const text = await readFile(path.join(analysis.staging, name), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

async function stagedIn(folder: string): Promise<string[]> {
  return (await readdir(path.join(folder, '.tuneset', 'staging'))).filter((name) => name !== '.gitignore');
}

describe('the rows of a run', () => {
  test('are written in the order of the files, each with where it came from', async () => {
    const { analysis, folder } = await analysed({
      'tuneset.json': { files: { train: ['data/b.jsonl', 'data/a.jsonl'], validation: 'v.jsonl' } },
      'data/a.jsonl': [good(1)],
      'data/b.jsonl': `\n${JSON.stringify(good(2))}\r\n  \r\n${JSON.stringify(good(3))}`,
      'v.jsonl': [good(4)],
    });
    expect(await linesOf(analysis, 'train.jsonl')).toEqual([good(2), good(3), good(1)]);
    expect(await linesOf(analysis, 'train.sources.jsonl')).toEqual([
      ['data/b.jsonl', 2, sha256(JSON.stringify(good(2)))],
      ['data/b.jsonl', 4, sha256(JSON.stringify(good(3)))],
      ['data/a.jsonl', 1, sha256(JSON.stringify(good(1)))],
    ]);
    expect(await linesOf(analysis, 'validation.jsonl')).toEqual([good(4)]);
    expect((await readdir(analysis.staging)).sort()).toEqual([
      'train.jsonl',
      'train.sources.jsonl',
      'validation.jsonl',
      'validation.sources.jsonl',
    ]);
    expect(analysis.dataset).toMatchObject({
      files: [
        { path: 'data/b.jsonl', split: 'train', rows: 2, used: 2 },
        {
          path: 'data/a.jsonl',
          split: 'train',
          rows: 1,
          used: 1,
          sha256: sha256(`${JSON.stringify(good(1))}\n`),
        },
        { path: 'v.jsonl', split: 'validation', rows: 1, used: 1 },
      ],
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: 3 },
      validation: { rows: 'data/validation.jsonl', sources: 'data/validation.sources.jsonl', count: 1 },
      leftOut: [],
    });
    expect(analysis.train.pathOf(2)).toBe(path.join(folder, 'data', 'a.jsonl'));
    await analysis.discard();
    await analysis.discard();
    expect(await stagedIn(folder)).toEqual([]);
  });

  test('come in one shape, whatever the files are written in', async () => {
    const { analysis } = await analysed({
      'tuneset.json': {
        files: { train: ['alpaca.jsonl', 'chat.jsonl', 'plain.jsonl'], validation: 'sharegpt.jsonl' },
      },
      'alpaca.jsonl': [{ instruction: 'Q', output: 'A' }],
      'chat.jsonl': [chat(user('1'), assistant('2'), user('3'), assistant('4'))],
      'plain.jsonl': [{ prompt: 'Q', completion: 'A' }],
      'sharegpt.jsonl': [
        {
          conversations: [
            { from: 'human', value: 'Q' },
            { from: 'gpt', value: 'A' },
          ],
        },
      ],
    });
    expect(analysis.shape).toBe('messages');
    expect(await linesOf(analysis, 'train.jsonl')).toEqual([
      chat(user('Q'), assistant('A')),
      chat(user('1'), assistant('2'), user('3'), assistant('4')),
      chat(user('Q'), assistant('A')),
    ]);
    expect(await linesOf(analysis, 'validation.jsonl')).toEqual([chat(user('Q'), assistant('A'))]);
    expect(await readdir(analysis.staging)).toHaveLength(4);
  });

  test('keep weights where each has one answer that is learnt', async () => {
    const rows = [
      good(1),
      chat(user('1'), assistant('2', { weight: 0 }), user('3'), assistant('4', { weight: 1 })),
    ];
    const { analysis } = await analysed({ 'train.jsonl': rows });
    expect(analysis.shape).toBe('prompt-completion');
    expect((await linesOf(analysis, 'train.jsonl'))[1]).toEqual({
      prompt: [user('1'), assistant('2'), user('3')],
      completion: [assistant('4')],
    });
    expect(analysis.train.conversions[0]!.conversion.unmasked.count).toBe(0);
  });

  test('that can not be converted are named with the reason', async () => {
    const { analysis } = await analysed({
      'train.jsonl': `${JSON.stringify(good(1))}\n{"messages": [\n[1]\n{"a":1}\n{"prompt":"Q","chosen":"A","rejected":"B"}\n${JSON.stringify(good(2))}\n`,
    });
    expect(analysis.dataset.leftOut).toEqual([
      { path: 'train.jsonl', line: 2, reason: 'It is no JSON.' },
      { path: 'train.jsonl', line: 3, reason: 'It is no JSON object.' },
      { path: 'train.jsonl', line: 4, reason: expect.stringMatching(/missing/) },
      { path: 'train.jsonl', line: 5, reason: expect.stringMatching(/preference pair/) },
    ]);
    expect(analysis.train).toMatchObject({ rows: 6, used: 2 });
    expect(analysis.dataset.train.count).toBe(2);
  });

  test('of a file that is no JSON Lines are one fault, not one a line', async () => {
    const { analysis } = await analysed({ 'train.jsonl': JSON.stringify(many(3), null, 2) });
    expect(analysis.dataset.leftOut).toHaveLength(1);
    expect(analysis.dataset.leftOut[0]).toMatchObject({ path: 'train.jsonl', line: 1 });
    expect(analysis.shape).toBeUndefined();
    expect(await linesOf(analysis, 'train.jsonl')).toEqual([]);
  });

  test('a byte order mark is none of the first row', async () => {
    const { analysis } = await analysed({ 'train.jsonl': `\uFEFF${JSON.stringify(good(1))}\n` });
    expect(await linesOf(analysis, 'train.jsonl')).toEqual([good(1)]);
    expect((await linesOf(analysis, 'train.sources.jsonl'))[0]).toEqual([
      'train.jsonl',
      1,
      sha256(JSON.stringify(good(1))),
    ]);
  });

  test('pairs for dpo', async () => {
    const pair = {
      input: chat(user('Q')),
      preferred_output: [assistant('A')],
      non_preferred_output: [assistant('B')],
    };
    const { analysis, plan } = await analysed({ 'train.jsonl': [pair] });
    expect(plan.spec.method).toBe('dpo');
    expect(await linesOf(analysis, 'train.jsonl')).toEqual([
      { prompt: [user('Q')], chosen: [assistant('A')], rejected: [assistant('B')] },
    ]);
  });
});

describe('what is known of them', () => {
  test('equal rows give an equal fingerprint, another order another', async () => {
    const of = async (rows: object[]) =>
      (await analysed({ 'train.jsonl': rows })).analysis.dataset.fingerprint;
    const [one, two, three] = [good(1), good(2), good(3)];
    expect(await of([one, two])).toBe(await of([one, two]));
    expect(new Set([await of([one, two]), await of([two, one]), await of([one, two, three])]).size).toBe(3);
  });

  test('errors of rows that are trained on, by the severities of the configuration', async () => {
    const rows = [good(1), chat(user('Q'), assistant(''))];
    const { analysis } = await analysed({ 'train.jsonl': rows });
    expect(analysis.train.problems).toMatchObject({ errorRows: 1 });
    expect(analysis.train.problems.errors).toMatchObject([{ code: 'chat.empty-content', line: 2 }]);
    const quiet = { rules: { 'chat.empty-content': 'warning' } };
    const other = await analysed({ 'train.jsonl': rows, 'tuneset.json': quiet });
    expect(other.analysis.train.problems).toMatchObject({ errorRows: 0, errors: [] });
  });

  test('what conversion mends is no error, whatever the other targets of the configuration say', async () => {
    const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
    const tools = [
      {
        type: 'function',
        function: { name: 'f', parameters: { type: 'object', properties: { a: { type: 'number' } } } },
      },
    ];
    const rows = [
      {
        ...chat(
          user('Q'),
          { role: 'assistant', content: null, tool_calls: [call] },
          { role: 'tool', tool_call_id: 'c1', content: '2' },
          assistant('2'),
        ),
        tools,
      },
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
        ],
      },
    ];
    const { analysis } = await analysed({ 'train.jsonl': rows, 'tuneset.json': { target: 'together-sft' } });
    expect(analysis.train.problems.errors).toEqual([]);
    expect(analysis.train.used).toBe(2);
  });

  test('leaks into rows that are watched or held out for later', async () => {
    const { analysis, folder } = await analysed({
      'train.jsonl': [good(1), good(2)],
      'valid.jsonl': [
        good(5),
        chat(user('What is the capital of country number 2?'), assistant('I forgot.')),
      ],
      'test.jsonl': [JSON.parse(JSON.stringify(good(1)).replace('capital of', 'capital  of'))],
    });
    expect(analysis.testRows).toBe(1);
    expect(analysis.leaks).toEqual({
      count: 2,
      rows: [
        {
          kind: 'content',
          split: 'test',
          path: path.join(folder, 'test.jsonl'),
          line: 1,
          trained: { path: path.join(folder, 'train.jsonl'), line: 1 },
        },
        {
          kind: 'prompt',
          split: 'validation',
          path: path.join(folder, 'valid.jsonl'),
          line: 2,
          trained: { path: path.join(folder, 'train.jsonl'), line: 2 },
        },
      ],
    });
  });

  test('tokens, by what is learnt', async () => {
    const rows = [chat(user('a'.repeat(400)), assistant('b'.repeat(40)))];
    const { analysis } = await analysed({ 'train.jsonl': rows });
    expect(analysis.dataset.tokens).toEqual({ total: 118, trained: 14 });
    expect(analysis.train.lengths.max).toBe(118);
    const all = await analysed({ 'train.jsonl': rows }, { training: { hyperparameters: { loss: 'all' } } });
    expect(all.analysis.dataset.tokens).toEqual({ total: 118, trained: 118 });
  });
});

describe('nothing is left behind', () => {
  test('where it is cancelled', async () => {
    const folder = await folderOf({ 'train.jsonl': many(40_000), 'valid.jsonl': many(40_000) });
    const plan = await planRun(folder, { baseModel: 'm' });
    const cancelling = new AbortController();
    const fractions: number[] = [];
    const onProgress = ({ fraction = 0 }: { fraction?: number }) => {
      fractions.push(fraction);
      if (fraction > 0) {
        cancelling.abort();
      }
    };
    await expect(analyse(plan, { signal: cancelling.signal, onProgress })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(fractions.every((fraction) => fraction < 1)).toBe(true);
    expect(await stagedIn(folder)).toEqual([]);
  });

  test('where a file went meanwhile', async () => {
    const folder = await folderOf({ 'train.jsonl': many(2) });
    const plan = await planRun(folder, { baseModel: 'm' });
    const gone = { ...plan, files: { ...plan.files, validation: [path.join(folder, 'gone.jsonl')] } };
    await expect(analyse(gone)).rejects.toMatchObject({
      name: 'UnreadableFile',
      path: path.join(folder, 'gone.jsonl'),
    });
    expect(await stagedIn(folder)).toEqual([]);
  });

  test('of what was killed long ago', async () => {
    const folder = await folderOf({
      'train.jsonl': many(2),
      '.tuneset/staging/old/train.jsonl': '',
      '.tuneset/staging/new/train.jsonl': '',
    });
    const longAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
    await utimes(path.join(folder, '.tuneset', 'staging', 'old'), longAgo, longAgo);
    const analysis = await analyse(await planRun(folder, { baseModel: 'm' }));
    expect((await stagedIn(folder)).sort()).toEqual([path.basename(analysis.staging), 'new'].sort());
  });

  test('a root that can not be written is told', async () => {
    const folder = await folderOf({ 'train.jsonl': many(2) });
    await writeFile(path.join(folder, '.tuneset'), '');
    const analysing = analyse(await planRun(folder, { baseModel: 'm' }));
    await expect(analysing).rejects.toMatchObject({ name: 'UnreadableFile' });
  });
});
