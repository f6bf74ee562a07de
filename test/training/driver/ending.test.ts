import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Driver, drive } from '../support/driver.ts';
import { runScript } from '../support/environment.ts';
import { chatRows } from '../support/rows.ts';
import { type Asked, type RunFolder, useRunFolders } from '../support/run-folder.ts';

/** Slow enough to be met in the middle; dropout, so that the state of chance counts. */
const asked: Asked = {
  rows: chatRows(30),
  validation: chatRows(4),
  adapter: { dropout: 0.2 },
  hyperparameters: {
    epochs: 14,
    batchSize: 2,
    gradientAccumulation: 4,
    checkpointSteps: 3,
    evaluationSteps: 4,
  },
};
const runFolder = useRunFolders();
let whole: { folder: RunFolder; driver: Driver };

beforeAll(async () => {
  const folder = runFolder(asked);
  whole = { folder, driver: await drive(folder) };
  expect(whole.driver.state, whole.driver.report()).toBe('succeeded');
});

/** Goes on from the last checkpoint and expects the end of the run that nothing interrupted. */
async function resumeToTheSameEnd(folder: RunFolder, first: Driver): Promise<void> {
  const checkpoint = first.of('checkpoint').at(-1)!;
  const resumed = await drive(folder, folder.attempt(2, checkpoint.path));

  expect(resumed.state, resumed.report()).toBe('succeeded');
  expect(resumed.of('progress')[0]).toMatchObject({ step: checkpoint.step });
  for (const name of ['loss', 'eval_loss', 'num_tokens', 'learning_rate']) {
    const all = whole.driver.losses(name);
    const again = resumed.losses(name);
    expect([...again.keys()]).toEqual([...all.keys()].filter((step) => step > checkpoint.step));
    for (const [step, value] of again) {
      expect(value, `${name} of step ${step}`).toBeCloseTo(all.get(step)!, 5);
    }
  }
  const { difference } = await runScript<{ difference: number }>(
    'adapter.py',
    'compare',
    join(folder.path, 'output/adapter'),
    join(whole.folder.path, 'output/adapter'),
  );
  expect(difference).toBeLessThan(1e-6);
}

test('killed at a random step, it is resumed to the same end', async () => {
  const folder = runFolder(asked);
  const step = 4 + Math.floor(Math.random() * 20);
  const driver = new Driver(folder, folder.attempt());
  await driver.until((event) => event.type === 'metric' && event.step >= step);
  driver.signal('SIGKILL');

  expect(await driver.exit()).toBeNull();
  expect(driver.state, `killed at ${step}`).toBe('running');
  await resumeToTheSameEnd(folder, driver);
});

test('SIGTERM leaves no process and a checkpoint of its last step, from which it goes on', async () => {
  const folder = runFolder(asked);
  const driver = new Driver(folder, folder.attempt());
  await driver.until((event) => event.type === 'metric' && event.step >= 7);
  driver.signal('SIGTERM');

  expect(await driver.exit(), driver.report()).toBe(0);
  expect(driver.alive()).toBe(false);
  expect(driver.state).toBe('cancelled');
  const last = Math.max(...driver.of('progress').map(({ step }) => step));
  expect(last).toBeLessThan(56);
  expect(driver.of('checkpoint').at(-1)).toMatchObject({ step: last });
  expect(driver.of('artifact')).toEqual([]);
  await resumeToTheSameEnd(folder, driver);
});

test('asked to stop while it validates, it does not go through all of it', async () => {
  const folder = runFolder({
    rows: chatRows(4),
    validation: chatRows(400),
    hyperparameters: { epochs: 10, batchSize: 1, evaluationSteps: 1, checkpointSteps: null },
  });
  const driver = new Driver(folder, folder.attempt());
  await driver.until((event) => event.type === 'metric' && event.step === 1);
  writeFileSync(join(folder.path, 'attempt-1/stop'), '');

  expect(await driver.exit(), driver.report()).toBe(0);
  expect(driver.state).toBe('cancelled');
  expect(driver.of('state').at(-1)?.message).toBe('Stopped as asked.');
  const steps = driver.of('checkpoint').map(({ step }) => step);
  expect(driver.of('progress').at(-1)).toMatchObject({ step: steps.at(-1) });
  // The validation that was under way gave no loss.
  expect([...driver.losses('eval_loss').keys()]).not.toContain(steps.at(-1));
});

test('a file "stop" ends it at once before training, and a taken attempt is left alone', async () => {
  const folder = runFolder(asked);
  const spec = folder.attempt();
  writeFileSync(join(folder.path, 'attempt-1/stop'), '');
  const stopped = await drive(folder, spec);
  const claim = readFileSync(join(folder.path, 'attempt-1/driver.json'), 'utf8');
  const second = await drive(folder, spec);

  expect(await stopped.exit(), stopped.report()).toBe(0);
  expect(stopped.state).toBe('cancelled');
  expect(stopped.of('progress')).toEqual([]);
  expect(JSON.parse(claim)).toMatchObject({ pid: stopped.pid, started: expect.stringMatching(/^\d{4}-/) });
  expect(await second.exit()).toBe(75);
  expect(second.events).toEqual([]);
  expect(second.other.join('\n')).toContain('was started before');
  expect(readFileSync(join(folder.path, 'attempt-1/driver.json'), 'utf8')).toBe(claim);
  expect(existsSync(join(folder.path, 'output/adapter'))).toBe(false);
});

test('a checkpoint that was cut off is passed over for the one before it', async () => {
  const { folder, driver } = whole;
  const [before, last] = driver.of('checkpoint').slice(-2);
  writeFileSync(join(folder.path, last!.path, 'trainer_state.json'), '{"epoch": 1');
  const resumed = await drive(folder, folder.attempt(2, last!.path));

  expect(resumed.state, resumed.report()).toBe('succeeded');
  expect(resumed.of('progress')[0]).toMatchObject({ step: before!.step });
  expect(resumed.of('problem')[0]).toMatchObject({
    severity: 'warning',
    message: expect.stringContaining(`going on from checkpoint-${before!.step}`),
  });
});
