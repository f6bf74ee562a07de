import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/providers/observation.ts';
import type { Handle, Job } from '../../../src/providers/provider.ts';
import type { Hyperparameters } from '../../../src/providers/spec.ts';
import { TrlProvider } from '../../../src/providers/trl/provider.ts';
import { job, spec } from '../../unit/providers/jobs.ts';
import { runScript, testEnvironment, testModel, testPython } from '../support/environment.ts';
import { chatRows } from '../support/rows.ts';

const temp = mkdtempSync(path.join(tmpdir(), 'tuneset-trl-'));
const handles: Handle[] = [];

afterAll(() => {
  for (const { pid } of handles) {
    try {
      process.kill(-Number(pid), 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

function provider(): TrlProvider {
  return new TrlProvider({
    env: testEnvironment(),
    secret: async () => undefined,
    cacheFolder: path.join(temp, 'cache'),
    driverFolder: path.resolve('python'),
    settings: { environment: testPython() },
    log: () => {},
  });
}

/** A run over rows to learn by heart. */
function newJob(name: string, asked: Partial<Hyperparameters> = {}): Job {
  const folder = path.join(temp, name);
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  const rows = chatRows(12);
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  writeFileSync(path.join(folder, 'data', 'train.jsonl'), lines(rows));
  writeFileSync(
    path.join(folder, 'data', 'train.sources.jsonl'),
    lines(rows.map((_, index) => ['train.jsonl', index + 1, 'hash'])),
  );
  const base = spec({ baseModel: testModel() });
  const hyperparameters = {
    ...base.hyperparameters,
    epochs: 5,
    batchSize: 4,
    learningRate: 5e-3,
    loss: 'assistant',
    checkpointSteps: 5,
    ...asked,
  } as const;
  return job(folder, {
    token: `token-${name}`,
    spec: { ...base, hyperparameters },
    data: {
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: rows.length },
      validation: undefined,
    },
  });
}

async function started(trl: TrlProvider, run: Job): Promise<Handle> {
  const handle = await trl.start(run);
  handles.push(handle);
  return handle;
}

/** Observes to the end, or until `enough`. */
async function watch(
  trl: TrlProvider,
  run: Job,
  handle: Handle,
  options: { after?: string | undefined; enough?: (seen: Observation) => boolean } = {},
): Promise<Observation[]> {
  const over = new AbortController();
  const seen: Observation[] = [];
  for await (const observation of trl.observe(run, handle, options.after, over.signal)) {
    seen.push(observation);
    if (options.enough?.(observation)) {
      over.abort();
    }
  }
  return seen;
}

function states(seen: readonly Observation[]): string[] {
  return seen.flatMap((one) => (one.type === 'state' ? one.state : []));
}

/** Without what depends on who reads: the moment of a log line. */
function plain(seen: readonly Observation[]): object[] {
  return seen.map((one) => (one.type === 'log' ? { ...one, time: '' } : one));
}

/** For the message of a test that fails. */
function report(seen: readonly Observation[]): string {
  return seen
    .slice(-15)
    .map((one) => JSON.stringify(one))
    .join('\n');
}

const step =
  (number: number) =>
  (one: Observation): boolean =>
    one.type === 'metric' && one.step >= number;

/** Processes that run in a folder, but for those that have ended. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
    } catch {
      return false;
    }
  });
}

function groupLives(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

describe('a real run on this machine', () => {
  test('loses its follower in the middle, is followed on by another, and gives a whole adapter', async () => {
    const run = newJob('whole');
    const handle = await started(provider(), run);
    const first = await watch(provider(), run, handle, { enough: step(4) });
    expect(states(first), report(first)).not.toContain('succeeded');
    // A new provider, as after a reload of the window.
    expect(await provider().find(run)).toEqual(handle);
    const rest = await watch(provider(), run, handle, { after: first.at(-1)?.cursor });
    const all = [...first, ...rest];
    expect(states(all).at(-1), report(all)).toBe('succeeded');
    expect(plain(all)).toEqual(plain(await watch(provider(), run, handle)));

    const steps = all.flatMap((one) => (one.type === 'metric' && 'loss' in one.values ? one.step : []));
    expect(steps).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    const losses = all.flatMap((one) => (one.type === 'metric' && one.values.loss ? one.values.loss : []));
    expect(losses.at(-1)).toBeLessThan(losses[0]! * 0.7);
    const artifact = all.find((one) => one.type === 'artifact');
    expect(artifact).toMatchObject({ kind: 'adapter', location: 'output/adapter' });
    const adapter = await runScript<{ rank: number; difference: number }>(
      'adapter.py',
      'load',
      testModel(),
      path.join(run.folder, 'output', 'adapter'),
    );
    expect(adapter.rank).toBe(run.spec.adapter.rank);
    expect(adapter.difference).toBeGreaterThan(0.1);
  });

  test.skipIf(process.platform !== 'linux')(
    'is cancelled: a checkpoint that can be resumed, and no process left',
    async () => {
      const run = newJob('cancelled', { epochs: 500, checkpointSteps: 1000 });
      const trl = provider();
      const handle = await started(trl, run);
      const first = await watch(trl, run, handle, { enough: step(3) });
      expect(processesIn(run.folder)).toContain(String(handle.pid));
      // Not its parent: another one, as a terminal would.
      await provider().cancel(run, handle);
      // Its parent, this process, is told of its end a moment later.
      await expect.poll(() => groupLives(Number(handle.pid))).toBe(false);
      expect(processesIn(run.folder)).toEqual([]);
      const rest = await watch(trl, run, handle, { after: first.at(-1)?.cursor });
      expect(states(rest).at(-1), report(rest)).toBe('cancelled');
      const checkpoint = rest.findLast((one) => one.type === 'checkpoint');
      expect(existsSync(path.join(run.folder, checkpoint!.path, 'adapter_model.safetensors'))).toBe(true);

      const { hyperparameters } = run.spec;
      const again: Job = {
        ...run,
        attempt: 2,
        token: 'token-again',
        resumeFrom: checkpoint!.path,
        spec: { ...run.spec, hyperparameters: { ...hyperparameters, maxSteps: checkpoint!.step + 2 } },
      };
      const resumed = await watch(trl, again, await started(trl, again));
      expect(states(resumed).at(-1), report(resumed)).toBe('succeeded');
      expect(resumed.find((one) => one.type === 'progress')).toMatchObject({ step: checkpoint!.step });
    },
  );

  test('is killed: interrupted, and resumed as a second attempt', async () => {
    const run = newJob('killed', { epochs: 20 });
    const trl = provider();
    const handle = await started(trl, run);
    const seen: Observation[] = [];
    for await (const observation of trl.observe(run, handle, undefined, new AbortController().signal)) {
      seen.push(observation);
      if (observation.type === 'metric' && observation.step === 7) {
        process.kill(Number(handle.pid), 'SIGKILL');
      }
    }
    expect(states(seen).at(-1), report(seen)).toBe('interrupted');
    expect(seen.at(-2)).toMatchObject({
      type: 'problem',
      message: expect.stringContaining('it was killed'),
      advice: expect.stringContaining('resumed from its last checkpoint'),
    });
    const last = seen.findLast((one) => one.type === 'checkpoint')!;
    const again: Job = { ...run, attempt: 2, token: 'token-again', resumeFrom: last.path };
    const resumed = await watch(trl, again, await started(trl, again));
    expect(states(resumed).at(-1), report(resumed)).toBe('succeeded');
    expect(resumed.find((one) => one.type === 'progress')).toMatchObject({ step: last.step });
    expect(resumed.findLast((one) => one.type === 'progress')).toMatchObject({ step: 60 });
  });

  test('that cannot work fails with a reason, not a stack', async () => {
    const run = newJob('hopeless');
    const hopeless = { ...run, spec: { ...run.spec, baseModel: path.join(temp, 'nowhere') } };
    const trl = provider();
    const seen = await watch(trl, hopeless, await started(trl, hopeless));
    expect(states(seen).at(-1)).toBe('failed');
    expect(seen.find((one) => one.type === 'problem')).toMatchObject({
      message: expect.stringContaining('nowhere'),
    });
  });
});

test('the environment of the tests is one to train in', async () => {
  const report = await provider().check();
  expect(report).toMatchObject({ ready: true });
  expect(report.items.find(({ name }) => name === 'Environment')?.found).toMatch(
    /torch 2\.13\.0\S*, trl 1\.13\.0/,
  );
});
