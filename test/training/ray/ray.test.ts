import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/providers/observation.ts';
import type { Handle, Job } from '../../../src/providers/provider.ts';
import { RayProvider } from '../../../src/providers/ray/provider.ts';
import type { RunEvent } from '../../../src/runs/event.ts';
import { seriesOf } from '../../../src/runs/series.ts';
import { conversations, Tuneset, workspace } from '../cli/tuneset.ts';
import { runScript, testModel } from '../support/environment.ts';
import { chatRows } from '../support/rows.ts';
import { Cluster } from './cluster.ts';

let folder: string;
let storage: string;
let cluster: Cluster;
let provider: RayProvider;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuneset-ray-'));
  storage = join(folder, 'storage');
  cluster = await Cluster.start();
  provider = providerWith(cluster.token);
});

function providerWith(token: string | undefined): RayProvider {
  return new RayProvider({
    env: {},
    secret: async (name) => (name === 'RAY_AUTH_TOKEN' ? token : undefined),
    cacheFolder: join(folder, 'cache'),
    driverFolder: join(import.meta.dirname, '../../../python'),
    settings: { rayAddress: cluster.address },
    log: () => {},
  });
}

afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The first start of a run with two workers. */
function run(runId: string, maxSteps: number): Job {
  const place = join(folder, runId);
  mkdirSync(join(place, 'data'), { recursive: true });
  const rows = chatRows(16);
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  writeFileSync(join(place, 'data/train.jsonl'), lines(rows));
  writeFileSync(
    join(place, 'data/train.sources.jsonl'),
    lines(rows.map((_, row) => ['a.jsonl', row + 1, 'x'])),
  );
  return {
    runId,
    attempt: 1,
    token: `token-of-${runId}`,
    folder: place,
    spec: {
      method: 'sft',
      baseModel: testModel(),
      adapter: { type: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: 'all-linear' },
      hyperparameters: {
        epochs: 1000,
        maxSteps,
        learningRate: 1e-2,
        scheduler: 'constant',
        warmupRatio: 0,
        weightDecay: 0,
        maxGradNorm: 1,
        batchSize: 2,
        gradientAccumulation: 1,
        maxLength: 128,
        packing: false,
        loss: 'assistant',
        beta: 0.1,
        seed: 42,
        precision: 'auto',
        gradientCheckpointing: false,
        loggingSteps: 1,
        evaluationSteps: null,
        checkpointSteps: 5,
        keepCheckpoints: 2,
        earlyStoppingPatience: null,
      },
      report: [],
      resources: {
        workers: 2,
        gpusPerWorker: 0,
        cpusPerWorker: 1,
        storagePath: storage,
        environment: 'cluster',
      },
    },
    data: {
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: rows.length },
      validation: undefined,
    },
    resumeFrom: undefined,
  };
}

/** Follows a job to its end; for a test that fails, with what was seen. */
async function follow(
  job: Job,
  handle: Handle,
  onSeen: (seen: Observation) => Promise<unknown> | undefined = () => undefined,
  after?: string,
): Promise<Observation[]> {
  const all: Observation[] = [];
  for await (const seen of provider.observe(job, handle, after, new AbortController().signal)) {
    all.push(seen);
    await onSeen(seen);
  }
  return all;
}

function of<T extends Observation['type']>(seen: readonly Observation[], type: T) {
  return seen.filter((each): each is Extract<Observation, { type: T }> => each.type === type);
}

function losses(seen: readonly Observation[]): number[] {
  return of(seen, 'metric').flatMap(({ values }) => (typeof values.loss === 'number' ? [values.loss] : []));
}

/** What to look at where a run didn't end as it should. */
function report(seen: readonly Observation[]): string {
  return seen
    .filter(({ type }) => type !== 'metric' && type !== 'progress')
    .slice(-40)
    .map((each) => JSON.stringify(each))
    .join('\n');
}

describe('a Ray cluster of two nodes', () => {
  test('is found fit', async () => {
    const { ready, items } = await provider.check();
    expect(items).toContainEqual({
      name: 'Nodes',
      status: 'ok',
      found: '2 nodes with 2 CPUs and 0 GPUs in all',
    });
    expect(items).toContainEqual({ name: 'Access', status: 'ok', found: 'A token is sent along.' });
    expect(ready).toBe(true);
  });

  test.each([
    [undefined, 'asks for a token (401)'],
    ['wrong', "doesn't accept the token (403)"],
  ])('is not entered with the token %s', async (token, message) => {
    const { ready, items } = await providerWith(token).check();
    expect(ready).toBe(false);
    expect(items[0]!.found).toContain(message);
    await expect(providerWith(token).start(run('20261124-101502-0000', 1))).rejects.toThrow(message);
  });

  test('trains with a worker on each, tells it live, and gives back an adapter', async () => {
    const job = run('20261124-101502-aaaa', 12);
    const handle = await provider.start(job);
    // Asked again, as after an answer that was lost: the same job.
    expect(await provider.start(job)).toEqual(handle);
    expect(await provider.find(job)).toEqual(handle);
    expect(await cluster.submitted()).toEqual([`${job.runId}-1`]);

    let live: { status: string; nodes: number } | undefined;
    const seen = await follow(job, handle, async (each) => {
      if (each.type === 'metric' && !live) {
        live = {
          status: (await cluster.job(`${job.runId}-1`)).status,
          nodes: (await cluster.trainingNodes()).size,
        };
      }
    });
    expect(seen.at(-1), report(seen)).toMatchObject({ type: 'state', state: 'succeeded' });
    expect(live).toEqual({ status: 'RUNNING', nodes: 2 });
    const facts = Object.assign({}, ...of(seen, 'facts').map(({ values }) => values));
    expect(facts.processes).toBe(2);
    const steps = of(seen, 'metric').map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    const loss = losses(seen);
    expect(loss).toHaveLength(12);
    expect(loss.at(-1)!).toBeLessThan(loss[0]! * 0.7);

    const artifact = of(seen, 'artifact').at(-1)!;
    expect(artifact).toMatchObject({ kind: 'adapter', location: join(storage, job.runId, 'adapter') });
    const loaded = await runScript<{ rank: number; difference: number }>(
      'adapter.py',
      'load',
      testModel(),
      artifact.location,
    );
    expect(loaded.rank).toBe(8);
    expect(loaded.difference).toBeGreaterThan(0.01);

    // Who comes later, or comes back, sees the same: from the start, and from the middle on.
    const middle = seen.findIndex((each) => each.type === 'metric' && each.step === 6);
    const again = await follow(job, handle, undefined, seen[middle]!.cursor);
    const untimed = (each: Observation) => ({ ...each, time: each.type === 'log' ? '' : each.time });
    expect(again.map(untimed)).toEqual(seen.slice(middle + 1).map(untimed));
  });

  test('a run from the command line streams into its ledger, which every front shows', async () => {
    const resources = { workers: 2, gpusPerWorker: 0, cpusPerWorker: 1, storagePath: storage };
    const place = await workspace(conversations(), { maxSteps: 6, loggingSteps: 1 }, resources);
    const cli = new Tuneset(place, ['train', '--plain', '--provider', 'ray'], {
      RAY_ADDRESS: cluster.address,
      RAY_AUTH_TOKEN: cluster.token,
    });
    // Live: told while the job runs, not at its end.
    await cli.until(/Z metric at step 1\b/);
    expect(cli.out).not.toMatch(/Z succeeded/);
    expect(await cli.exit(), `${cli.out}\n${cli.err}`).toBe(0);
    const [id] = readdirSync(join(place, '.tuneset/runs'));
    const ledger = join(place, '.tuneset/runs', id!);
    const written = readFileSync(join(ledger, 'events.jsonl'), 'utf8');
    const events: RunEvent[] = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(seriesOf(events).steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.filter(({ type }) => type === 'artifact')).toMatchObject([
      { kind: 'adapter', location: join(storage, id!, 'adapter') },
    ]);
    // The key is in no file of the run.
    for (const file of readdirSync(ledger, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) {
        expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain(cluster.token);
      }
    }
  });

  test('is told to stop in the middle, leaves nothing running, and goes on from its checkpoint', async () => {
    const job = run('20261124-101502-bbbb', 400);
    const handle = await provider.start(job);
    let cancelled = false;
    const seen = await follow(job, handle, async (each) => {
      if (each.type === 'checkpoint' && !cancelled) {
        cancelled = true;
        await provider.cancel(job, handle);
        await provider.cancel(job, handle);
      }
    });
    expect(seen.at(-1), report(seen)).toMatchObject({ type: 'state', state: 'cancelled' });
    expect((await cluster.job(`${job.runId}-1`)).status).toBe('STOPPED');
    await expect.poll(() => cluster.trainingProcesses()).toEqual([]);
    const last = of(seen, 'checkpoint').at(-1)!;
    expect(last.step).toBeGreaterThanOrEqual(5);
    // Asked to end, it kept what it had learnt up to then.
    expect(last.step).toBe(of(seen, 'metric').at(-1)!.step);

    const maxSteps = last.step + 4;
    const { hyperparameters } = job.spec;
    const resumed: Job = {
      ...job,
      attempt: 2,
      token: 'token-of-the-second-attempt',
      spec: { ...job.spec, hyperparameters: { ...hyperparameters, maxSteps } },
      resumeFrom: last.path,
    };
    const rest = await follow(resumed, await provider.start(resumed));
    expect(rest.at(-1), report(rest)).toMatchObject({ type: 'state', state: 'succeeded' });
    const steps = of(rest, 'metric').flatMap(({ step, values }) => ('loss' in values ? [step] : []));
    expect(steps).toEqual([1, 2, 3, 4].map((step) => last.step + step));
    expect(of(rest, 'artifact').at(-1)!.location).toBe(join(storage, job.runId, 'adapter'));
  });

  test('says why where a driver can not train', async () => {
    const job = run('20261124-101502-cccc', 2);
    const broken = { ...job, spec: { ...job.spec, baseModel: join(folder, 'no-such-model') } };
    const seen = await follow(broken, await provider.start(broken));
    expect(seen.at(-1), report(seen)).toMatchObject({ type: 'state', state: 'failed' });
    expect(
      of(seen, 'problem')
        .map(({ message }) => message)
        .join(),
    ).toContain('no-such-model');
    await expect.poll(() => cluster.trainingProcesses()).toEqual([]);
  });
});
