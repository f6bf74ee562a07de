import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Driver, drive } from '../support/driver.ts';
import { runScript, testModel } from '../support/environment.ts';
import { chatRows, preferenceRows } from '../support/rows.ts';
import { type Asked, useRunFolders } from '../support/run-folder.ts';

const runFolder = useRunFolders();

function firstAndLast(driver: Driver): [number, number] {
  const losses = [...driver.losses().values()];
  return [losses[0]!, losses.at(-1)!];
}

const overfit = { epochs: 12, learningRate: 1e-2, checkpointSteps: null } as const;

for (const [method, rows] of [
  ['sft', chatRows(8)],
  ['dpo', preferenceRows(8)],
  ['orpo', preferenceRows(8)],
] as const) {
  test(`${method} learns rows by heart and gives an adapter that PEFT loads`, async () => {
    const folder = runFolder({ method, rows, validation: rows.slice(0, 2), hyperparameters: overfit });
    const driver = await drive(folder);

    expect(await driver.exit(), driver.report()).toBe(0);
    expect(driver.of('state').map(({ state }) => state)).toEqual(
      expect.arrayContaining(['preparing', 'running', 'saving', 'succeeded']),
    );
    const [first, last] = firstAndLast(driver);
    expect(last).toBeLessThan(first * 0.7);
    expect(driver.losses('eval_loss').size).toBe(12);
    expect(driver.of('progress').at(-1)).toMatchObject({ step: 24, steps: 24 });
    expect(driver.of('facts')[0]?.values).toMatchObject({
      device: 'cpu',
      precision: 'fp32',
      rows: 8,
      validationRows: 2,
      trl: '1.13.0',
    });

    const [artifact] = driver.of('artifact');
    expect(artifact).toMatchObject({ kind: 'adapter', location: 'output/adapter' });
    const files = artifact!.files!.map(({ name }) => name);
    expect(files).toEqual(readdirSync(join(folder.path, 'output/adapter')).sort());
    expect(files.filter((name) => /\.(bin|pt|pkl)$/.test(name))).toEqual([]);
    const loaded = await runScript<{ rank: number; base: string; difference: number; answer: string }>(
      'adapter.py',
      'load',
      testModel(),
      join(folder.path, 'output/adapter'),
    );
    expect(loaded).toMatchObject({ rank: 8, base: testModel() });
    expect(loaded.difference).toBeGreaterThan(0.5);
    if (method !== 'dpo') {
      expect(loaded.answer).toMatch(/^Please move the \w+ to the/);
    }
    // Old checkpoints are gone, the newest two are there, and that is what was told.
    const removed = driver.of('checkpoint-removed').map(({ path }) => path);
    const kept = driver.of('checkpoint').filter(({ path }) => !removed.includes(path));
    expect(kept.map(({ path }) => path)).toEqual(['output/checkpoint-22', 'output/checkpoint-24']);
    expect(readdirSync(join(folder.path, 'output')).filter((name) => name.startsWith('checkpoint'))).toEqual([
      'checkpoint-22',
      'checkpoint-24',
    ]);
  });
}

test('without an adapter all weights are trained', async () => {
  const folder = runFolder({
    method: 'dpo',
    rows: preferenceRows(8),
    adapter: { type: 'none' },
    hyperparameters: { ...overfit, learningRate: 1e-3, gradientCheckpointing: true },
  });
  const driver = await drive(folder);

  expect(driver.state, driver.report()).toBe('succeeded');
  const [first, last] = firstAndLast(driver);
  expect(last).toBeLessThan(first * 0.7);
  const facts = driver.of('facts')[0]!.values;
  expect(facts.trainableParameters).toBe(facts.parameters);
  expect(driver.of('artifact')[0]).toMatchObject({ kind: 'model', location: 'output/model' });
});

test('early stopping ends training and gives the best weights', async () => {
  const folder = runFolder({
    rows: chatRows(8),
    validation: chatRows(20).slice(16),
    hyperparameters: {
      epochs: 40,
      learningRate: 2e-2,
      evaluationSteps: 2,
      earlyStoppingPatience: 2,
      keepCheckpoints: 1,
    },
  });
  const driver = await drive(folder);

  expect(driver.state, driver.report()).toBe('succeeded');
  const validations = [...driver.losses('eval_loss')] as [number, number][];
  const best = validations.reduce((lowest, item) => (item[1] < lowest[1] ? item : lowest));
  expect(validations.length).toBeLessThan(40);
  expect(validations.at(-1)![0] - best[0]).toBe(4);
  const { difference } = await runScript<{ difference: number }>(
    'adapter.py',
    'compare',
    join(folder.path, 'output/adapter'),
    join(folder.path, `output/checkpoint-${best[0]}`),
  );
  expect(difference).toBe(0);
});

test('packed rows do not see each other', async () => {
  const asked: Asked = {
    rows: chatRows(8),
    validation: chatRows(16).slice(8),
    hyperparameters: { maxSteps: 1, learningRate: 1e-9, batchSize: 8, evaluationSteps: 1 },
  };
  const [packed, apart] = await Promise.all([
    drive(runFolder({ ...asked, hyperparameters: { ...asked.hyperparameters, packing: true } })),
    drive(runFolder(asked)),
  ]);

  expect(packed!.state, packed!.report()).toBe('succeeded');
  expect(apart!.of('facts')[0]?.values.sequences).toBe(8);
  expect(packed!.of('facts')[0]?.values.sequences).toBeLessThan(3);
  expect(packed!.losses('eval_loss').get(1)).toBeCloseTo(apart!.losses('eval_loss').get(1)!, 3);
});
