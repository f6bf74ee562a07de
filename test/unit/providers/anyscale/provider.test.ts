import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../src/providers/observation.ts';
import type { Handle } from '../../../../src/providers/provider.ts';
import { brief, eventLine } from '../remote/seen.ts';
import { useBench } from './harness.ts';

const bench = useBench();
const name = 'tuneset-20261124-101502-3fa9-1';

async function watch(
  handle: Handle,
  onSeen: (seen: Observation) => void = () => {},
  after?: string,
): Promise<Observation[]> {
  const { provider, job } = bench();
  const all: Observation[] = [];
  for await (const seen of provider.observe(job, handle, after, new AbortController().signal)) {
    all.push(seen);
    onSeen(seen);
  }
  return all;
}

function event(n: number, fields: Record<string, unknown>): string {
  return eventLine(bench().job, n, fields);
}

function setState(state: string): void {
  bench().change(({ jobs }) => {
    jobs[0]!.state = state;
  });
}

describe('a start on Anyscale', () => {
  test('submits the driver and the rows once, without retries', async () => {
    const { provider, job, state, calls } = bench();
    expect(await provider.start(job)).toEqual({ jobId: 'prodjob_1', name });
    const attempt = path.join(job.folder, 'attempt-1');
    expect(state().jobs[0]!.config).toEqual({
      name,
      entrypoint: 'python train.py attempt-1/spec.json',
      working_dir: path.join(attempt, 'package'),
      max_retries: 0,
    });
    expect(calls('job submit')).toHaveLength(1);
    const spec = JSON.parse(await readFile(path.join(attempt, 'spec.json'), 'utf8'));
    expect(spec.distributed).toEqual({ storagePath: 's3://bucket/runs', name: job.runId });
    // Copies of the rows are not left behind.
    expect(existsSync(path.join(attempt, 'package'))).toBe(false);
  });

  test('takes what the user set, and installs packages when asked to', async () => {
    const { provider, job, state, settings } = bench();
    settings.anyscaleComputeConfig = 'four-l4:2';
    settings.anyscaleImage = 'anyscale/ray:2.58';
    const resources = { ...job.spec.resources, environment: 'install' as const };
    await provider.start({ ...job, spec: { ...job.spec, resources } });
    expect(state().jobs[0]!.config).toMatchObject({
      compute_config: 'four-l4:2',
      image_uri: 'anyscale/ray:2.58',
      requirements: expect.arrayContaining(['trl==1.13.0']),
    });
  });

  test('twice gives the same job', async () => {
    const { provider, job, state } = bench();
    const handle = await provider.start(job);
    expect(await provider.start(job)).toEqual(handle);
    expect(state().jobs).toHaveLength(1);
  });

  test.each(['submit-fails-afterwards', 'submit-says-nothing'] as const)(
    '%s: the job is found by its name',
    async (fault) => {
      const { provider, job, state } = bench();
      bench().fault(fault);
      expect(await provider.start(job)).toEqual({ jobId: 'prodjob_1', name });
      expect(state().jobs).toHaveLength(1);
    },
  );

  test('that is refused says why, and is certain not to run', async () => {
    const { provider, job, calls } = bench();
    bench().fault('submit-refused');
    await expect(provider.start(job)).rejects.toThrow('Compute config "h100" does not fit the cloud');
    expect(await provider.find(job)).toBe('absent');
    expect(calls('job submit')).toHaveLength(1);
  });

  test('that gets no answer is not tried again, and not called certain', async () => {
    const { provider, job, calls, change } = bench();
    bench().fault('submit-without-answer');
    await expect(provider.start(job)).rejects.toThrow('timed out');
    expect(await provider.find(job)).toBe('unknown');
    expect(calls('job submit')).toHaveLength(1);
    // It had arrived after all.
    change(({ jobs }) => jobs.push({ id: 'prodjob_9', name, state: 'STARTING', config: {}, log: '' }));
    expect(await provider.find(job)).toEqual({ jobId: 'prodjob_9', name });
  });

  test('that hangs can be aborted: what it made is found', async () => {
    const { provider, job, state } = bench();
    bench().fault('submit-hangs');
    const abort = new AbortController();
    const start = provider.start(job, abort.signal);
    await expect.poll(() => state().jobs.length).toBe(1);
    abort.abort(new Error('enough'));
    await expect(start).rejects.toThrow('enough');
    expect(await provider.find(job)).toEqual({ jobId: 'prodjob_1', name });
  });

  test('that never came to the request is known to be none, without asking', async () => {
    const { provider, job, calls, state } = bench();
    expect(await provider.find(job)).toBe('absent');
    expect(calls('')).toEqual([]);
    await expect(provider.start(job)).rejects.toThrow('given up');
    expect(state().jobs).toEqual([]);
  });

  test('is not taken for a job with a longer name', async () => {
    const { provider, job, change } = bench();
    change(({ jobs }) =>
      jobs.push({ id: 'prodjob_0', name: `${name}0`, state: 'RUNNING', config: {}, log: '' }),
    );
    expect(await provider.start(job)).toEqual({ jobId: 'prodjob_2', name });
  });

  test('needs a place for its results', async () => {
    const { provider, job, state } = bench();
    const resources = { ...job.spec.resources, storagePath: null };
    await expect(provider.start({ ...job, spec: { ...job.spec, resources } })).rejects.toThrow(
      'Set `training.resources.storagePath`',
    );
    expect(state().jobs).toEqual([]);
  });
});

describe('the CLI', () => {
  test('gets the token by its variable, and no other key', async () => {
    const { provider, job, secrets, env, change, calls } = bench();
    change((state) => {
      state.token = 'aph0_secret';
    });
    secrets.set('ANYSCALE_CLI_TOKEN', 'aph0_secret');
    Object.assign(env, {
      OPENAI_API_KEY: 'sk-1',
      WANDB_API_KEY: 'w',
      ANYSCALE_HOST: 'https://console.example',
    });
    await provider.start(job);
    for (const call of calls('')) {
      expect(call.args.join(' ')).not.toContain('aph0_secret');
      expect(call.env).toMatchObject({
        ANYSCALE_CLI_TOKEN: 'aph0_secret',
        ANYSCALE_HOST: 'https://console.example',
      });
      expect(call.env).not.toHaveProperty('OPENAI_API_KEY');
      expect(call.env).not.toHaveProperty('WANDB_API_KEY');
    }
    expect(await readFile(path.join(job.folder, 'attempt-1/anyscale.yaml'), 'utf8')).not.toContain(
      'aph0_secret',
    );
  });

  test('without a login: what to do is said, and nothing was started', async () => {
    const { provider, job, change } = bench();
    change((state) => {
      state.token = 'aph0_secret';
    });
    await expect(provider.start(job)).rejects.toThrow(/The token is not valid\. .*ANYSCALE_CLI_TOKEN/);
    expect(await provider.find(job)).toBe('absent');
    expect(await provider.check()).toMatchObject({
      ready: false,
      items: [
        { name: 'Anyscale', status: 'ok' },
        { name: 'Access', status: 'error' },
      ],
    });
  });

  test('that is not there: how to get it is said', async () => {
    const { provider, job, settings } = bench();
    settings.anyscale = path.join(job.folder, 'no-such-program');
    const { ready, items } = await provider.check();
    expect(ready).toBe(false);
    expect(items[0]!.found).toContain('pip install anyscale');
    await expect(provider.start(job)).rejects.toThrow('ENOENT');
    expect(await provider.find(job)).toBe('absent');
  });

  test('that is fit is told with its version', async () => {
    const { items, ready } = await bench().provider.check();
    expect(ready).toBe(true);
    expect(items[0]!.found).toContain('0.26.112');
  });

  test('may print what it likes around its JSON', async () => {
    const { provider, job } = bench();
    bench().fault('list-noise');
    expect(await provider.start(job)).toMatchObject({ jobId: 'prodjob_1' });
  });

  test('never gets an option out of the ledger', async () => {
    const { provider, job, calls } = bench();
    for (const jobId of ['--help', '-x', '', 'a b', 'prodjob_1;ls', 7, null]) {
      await expect(provider.cancel(job, { jobId })).rejects.toThrow('names no job of Anyscale');
    }
    expect(calls('')).toEqual([]);
  });
});

describe('following a job on Anyscale', () => {
  test('tells machines that start, then the driver, and the end', async () => {
    const { provider, job, print } = bench();
    const handle = await provider.start(job);
    const seen = await watch(handle, (observation) => {
      switch (brief(observation)) {
        case 'queued':
          return setState('RUNNING');
        case 'preparing':
          return print(`hello\n${event(1, { type: 'metric', step: 1, values: { loss: 2 } })}`);
        case 'metric 1':
          print(event(2, { type: 'state', state: 'succeeded' }));
          return setState('SUCCEEDED');
      }
    });
    expect(seen.map(brief)).toEqual(['queued', 'preparing', 'log hello', 'metric 1', 'succeeded']);
  });

  test('a log that is cut loses and doubles nothing, and notices of the CLI are left out', async () => {
    const { provider, job, print } = bench();
    const handle = await provider.start(job);
    setState('RUNNING');
    print(`one\n${event(1, { type: 'metric', step: 1, values: { loss: 2 } })}two\n`);
    bench().fault('logs-cut', 'logs-cut', 'status-garbled', 'status-down');
    const seen = await watch(handle, (observation) => {
      if (brief(observation) === 'log two') {
        print(`three\n${event(2, { type: 'state', state: 'succeeded' })}`);
        setState('SUCCEEDED');
      }
    });
    const told = seen
      .map(brief)
      .filter((text) => !/^log (`|Anyscale couldn't|The `anyscale`|There is an answer)/.test(text));
    expect(told.slice(-5)).toEqual(['log one', 'metric 1', 'log two', 'log three', 'succeeded']);
    expect(told.filter((text) => text === 'log one')).toHaveLength(1);
    const middle = seen.find((observation) => brief(observation) === 'metric 1')!;
    expect((await watch(handle, undefined, middle.cursor)).map(brief)).toEqual([
      'log two',
      'log three',
      'succeeded',
    ]);
  });

  test.each([
    ['FAILED', 'problem The job prodjob_1 failed on Anyscale. The last line of its log: boom', 'failed'],
    ['TERMINATED', 'cancelled'],
  ])('a job that ends as %s', async (state, ...end) => {
    const { provider, job, print } = bench();
    const handle = await provider.start(job);
    print('boom\n');
    setState(state);
    expect((await watch(handle)).map(brief)).toEqual(['log boom', ...end]);
  });

  test('a job that was deleted there', async () => {
    const { provider, job, change } = bench();
    const handle = await provider.start(job);
    change(({ jobs }) => jobs.splice(0));
    expect((await watch(handle)).at(-1)).toMatchObject({ type: 'state', state: 'failed' });
  });

  test('a cancel ends the job, and may be asked for twice', async () => {
    const { provider, job, state } = bench();
    const handle = await provider.start(job);
    await provider.cancel(job, handle);
    expect(state().jobs[0]!.state).toBe('TERMINATED');
    await provider.cancel(job, handle);
  });

  test('leaves no program running when it is aborted', async () => {
    const { provider, job, calls } = bench();
    const handle = await provider.start(job);
    const abort = new AbortController();
    const observing = provider.observe(job, handle, undefined, abort.signal)[Symbol.asyncIterator]();
    await observing.next();
    await expect.poll(() => calls('job logs').length).toBe(1);
    const next = observing.next();
    abort.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    const { pid } = calls('job logs')[0]!;
    await expect.poll(() => alive(pid)).toBe(false);
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
