import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProviderError, type TrainingProvider, type Work } from '../../../../src/providers/provider.ts';
import { analyse } from '../../../../src/runs/analysis.ts';
import { planRun } from '../../../../src/runs/plan.ts';
import { checks, preflight } from '../../../../src/runs/preflight.ts';
import { blocking } from '../../../../src/runs/preflight-report.ts';
import { assistant, chat, many, user } from '../../support/rows.ts';
import { type Content, folderOf } from '../support/folder.ts';
import { inspectionOf, ready } from '../support/inspection.ts';

/** A provider that does nothing but answer. */
function providerOf(more: Partial<TrainingProvider> = {}): TrainingProvider & { readonly asked: Work[] } {
  const asked: Work[] = [];
  const never = (): never => {
    throw new Error('Nothing may be started.');
  };
  return {
    ...inspectionOf().provider,
    asked,
    check: async () => ready,
    estimate: async (work) => {
      asked.push(work);
      return { diskBytes: 1e6, memoryBytes: 1e6, notes: ['A guess.'] };
    },
    start: never,
    find: never,
    observe: never,
    cancel: never,
    ...more,
  };
}

async function looked(files: Record<string, Content>, provider = providerOf()) {
  const folder = await folderOf({
    'valid.jsonl': many(25, (number) => chat(user(`v${number}`), assistant('A'))),
    ...files,
  });
  const plan = await planRun(folder, { baseModel: 'org/Model-1B' });
  const analysis = await analyse(plan, { threads: 2 });
  return { folder, plan, analysis, report: await preflight(plan, analysis, provider), provider };
}

const flawed = [...many(30), chat(user('Q'), assistant(''))];

describe('preflight', () => {
  test('looks at everything, once', async () => {
    const { report, provider, plan, analysis } = await looked({ 'train.jsonl': many(30) });
    expect(report.items.map(({ name }) => name)).toEqual([
      'problems',
      'conversion',
      'splits',
      'leaks',
      'tokens',
      'model',
      'environment',
      'memory',
      'disk',
      'price',
      'baseline',
    ]);
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
    expect(blocking(report, [])).toEqual([]);
    expect(report.estimate?.notes).toEqual(['A guess.']);
    expect(report.environment).toBe(ready);
    expect(provider.asked).toEqual([
      {
        spec: plan.spec,
        rows: 30,
        validationRows: 25,
        tokens: analysis.train.tokens.total,
        bytes: analysis.train.bytes + analysis.validation.bytes,
        parameters: 1e9,
      },
    ]);
  });

  test('an error stands in the way, is named, and is overridden by name alone', async () => {
    const { report, folder } = await looked({ 'train.jsonl': flawed });
    const [item] = blocking(report, ['conversion', 'leaks']);
    expect(item).toMatchObject({
      name: 'problems',
      rows: [{ path: path.join(folder, 'train.jsonl'), line: 31, code: 'chat.empty-content' }],
      rowCount: 1,
    });
    expect(blocking(report, ['problems'])).toEqual([]);
  });

  test('a row that would be lost stands in the way', async () => {
    const { report, folder } = await looked({ 'train.jsonl': '{"messages"\n', 'more.jsonl': '' });
    expect(blocking(report, []).map(({ name }) => name)).toEqual(['conversion', 'splits']);
    expect(blocking(report, [])[0]!.rows).toMatchObject([
      { path: path.join(folder, 'train.jsonl'), line: 1 },
    ]);
    expect(blocking(report, ['conversion', 'splits']).map(({ name }) => name)).toEqual(['splits']);
  });

  test('a provider that has nothing to say is no crash', async () => {
    const provider = providerOf({
      check: async () => {
        throw new ProviderError('The cluster does not answer.');
      },
      estimate: async () => {
        throw new ProviderError('The cluster does not answer.');
      },
    });
    const { report } = await looked({ 'train.jsonl': many(30) }, provider);
    expect(report.estimate).toBeUndefined();
    expect(blocking(report, [])).toMatchObject([
      { name: 'environment', message: expect.stringContaining('The cluster does not answer.') },
    ]);
  });

  test('what is a fault of ours is not hidden', async () => {
    const provider = providerOf({ check: () => Promise.reject(new TypeError('x is not a function')) });
    await expect(looked({ 'train.jsonl': many(30) }, provider)).rejects.toThrow(TypeError);
  });

  test('an evaluation of the base model is found, the latest, and no other model is taken for it', async () => {
    const { folder, plan, analysis } = await looked({ 'train.jsonl': many(30) });
    const add = async (name: string, content: string) => {
      const evaluation = path.join(folder, '.tuneset', 'evals', name);
      await mkdir(evaluation, { recursive: true });
      await writeFile(path.join(evaluation, 'summary.json'), content);
    };
    const statusOf = async () =>
      (await preflight(plan, analysis, providerOf())).items.find(({ name }) => name === 'baseline');
    await add('3', '{"baseModel":"org/Other"}');
    await add('4', 'null');
    await add('5', '{');
    expect(await statusOf()).toMatchObject({ status: 'note' });
    await add('1', '{"baseModel":"org/Model-1B"}');
    await add('2', '{"baseModel":"org/Model-1B"}');
    expect(await statusOf()).toMatchObject({
      status: 'ok',
      message: expect.stringContaining(path.join('evals', '2')),
    });
  });

  test('ends where it is aborted', async () => {
    const { plan, analysis } = await looked({ 'train.jsonl': many(30) });
    await expect(preflight(plan, analysis, providerOf(), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
