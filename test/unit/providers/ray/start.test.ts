import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../../../src/providers/provider.ts';
import { exchange } from '../../../../src/providers/ray/exchange.ts';
import type { Resources } from '../../../../src/providers/spec.ts';
import { useBench } from './harness.ts';
import { traceback } from './ray-server.ts';

const bench = useBench();
const id = '20261124-101502-3fa9-1';

function withResources(job: Job, changes: Partial<Resources>): Job {
  return { ...job, spec: { ...job.spec, resources: { ...job.spec.resources, ...changes } } };
}

describe('a start', () => {
  test('sends driver, spec and rows, and submits under a name of its own', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    expect(handle).toEqual({ submissionId: id, address: server.address });
    const submitted = server.job(id);
    expect(submitted.entrypoint).toBe('python train.py attempt-1/spec.json');
    const [name, bytes] = [...server.packages][0]!;
    expect(name).toMatch(/^_ray_pkg_[0-9a-f]{32}\.zip$/);
    expect(submitted.runtime_env).toEqual({
      working_dir: `gcs://${name}`,
      env_vars: { RAY_JOB_STOP_WAIT_TIME_S: '90' },
    });
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual([
      'attempt-1/spec.json',
      'data/train.jsonl',
      'data/train.sources.jsonl',
      'train.py',
      'tuneset_driver/__init__.py',
      'tuneset_driver/main.py',
    ]);
    const spec = JSON.parse(Buffer.from(files['attempt-1/spec.json']!).toString());
    expect(spec).toMatchObject({
      token: job.token,
      distributed: { storagePath: '/mnt/runs', name: job.runId },
      data: { train: { rows: 'data/train.jsonl', count: 4 }, validation: null },
    });
    expect(spec).toEqual(JSON.parse(await readFile(path.join(job.folder, 'attempt-1/spec.json'), 'utf8')));
  });

  test("the job's metadata doesn't give the driver's token away", async () => {
    const { server, provider, job } = bench();
    await provider.start(job);
    expect(JSON.stringify(server.job(id).metadata)).not.toContain(job.token);
  });

  test('twice gives the same job', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    expect(await provider.start(job)).toEqual(handle);
    expect(server.jobs.size).toBe(1);
    expect(server.asked(/^POST/)).toBe(1);
  });

  test('two at the same time make one job', async () => {
    const { server, provider, job } = bench();
    const [first, second] = await Promise.all([provider.start(job), provider.start(job)]);
    expect(first).toEqual(second);
    expect(server.jobs.size).toBe(1);
  });

  test('a package that the cluster has is not sent again', async () => {
    const { server, provider, job } = bench();
    await provider.start(job);
    server.jobs.clear();
    await provider.start(job);
    expect(server.asked(/^PUT/)).toBe(1);
  });

  test('an answer that is lost on its way makes no second job', async () => {
    const { server, provider, job } = bench();
    server.faults.push({ on: /^POST \/api\/jobs\/$/, loseAnswer: true });
    expect(await provider.start(job)).toMatchObject({ submissionId: id });
    expect(server.jobs.size).toBe(1);
    expect(server.asked(/^POST/)).toBe(2);
  });

  test('a request that fails in between is sent again', async () => {
    const { server, provider, job } = bench();
    server.faults.push(
      { on: /^GET \/api\/jobs/, cut: true },
      { on: /^GET \/api\/packages/, reply: { status: 503, text: 'busy' } },
      { on: /^PUT/, cut: true },
      {
        on: /^POST/,
        reply: { status: 500, text: 'No available agent to submit job, please try again later.' },
      },
    );
    await provider.start(job);
    expect(server.jobs.size).toBe(1);
    expect(server.faults).toEqual([]);
  });

  test('"install" makes the nodes install what the driver imports, but not torch', async () => {
    const { server, provider, job } = bench();
    await provider.start(withResources(job, { environment: 'install' }));
    expect(server.job(id).runtime_env).toMatchObject({
      pip: ['transformers==5.18.0', 'trl==1.13.0', 'peft==0.21.0', 'datasets==5.2.0', 'accelerate==1.15.0'],
    });
  });

  test('another job of the same name is left alone', async () => {
    const { server, provider, job } = bench();
    await provider.start({ ...job, token: 'somebody else' });
    await expect(provider.start(job)).rejects.toThrow(`another job that is called ${id}`);
    expect(server.jobs.size).toBe(1);
  });

  test.each([
    [{ storagePath: null }, 'Set `training.resources.storagePath`'],
    [{ storagePath: 'runs/out' }, 'nothing that it would be relative to'],
    [{ storagePath: '~/runs' }, 'nothing that it would be relative to'],
  ])('without a place for the results nothing is sent: %j', async (changes, message) => {
    const { server, provider, job } = bench();
    await expect(provider.start(withResources(job, changes))).rejects.toThrow(message);
    expect(server.asked(/^(PUT|POST)/)).toBe(0);
  });

  test('a cluster that says no is quoted, with the rest in the log', async () => {
    const { server, provider, job, logged } = bench();
    server.faults.push({
      on: /^POST/,
      times: 9,
      reply: { status: 400, text: traceback('TypeError: entrypoint must be a string') },
    });
    await expect(provider.start(job)).rejects.toThrow(
      "couldn't take the job (400): TypeError: entrypoint must be a string",
    );
    expect(logged.join('\n')).toContain('job_head.py');
  });

  test('rows that are gone are named', async () => {
    const { provider, job } = bench();
    await rm(path.join(job.folder, 'data/train.jsonl'));
    await expect(provider.start(job)).rejects.toThrow('train.jsonl');
  });

  test('ends when aborted', async () => {
    const { server, provider, job } = bench();
    await expect(provider.start(job, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(server.jobs.size).toBe(0);
  });
});

describe('finding out what became of a start', () => {
  test('that never came to the request: nothing was sent, and nobody is asked', async () => {
    const { server, provider, job } = bench();
    expect(await provider.find(job)).toBe('absent');
    expect(server.requests).toEqual([]);
    await expect(provider.start(job)).rejects.toThrow('given up');
    expect(server.jobs.size).toBe(0);
  });

  test('of which the cluster has the job', async () => {
    const { provider, job } = bench();
    const handle = await provider.start(job);
    expect(await provider.find(job)).toEqual(handle);
  });

  test('whose request never arrived: its name is taken, so that it comes too late', async () => {
    const { server, provider, job } = bench();
    server.faults.push({ on: /^POST/, times: 3, cut: true });
    await expect(provider.start(job)).rejects.toThrow("can't be reached");
    expect(await provider.find(job)).toBe('absent');
    expect(server.job(id).entrypoint).toMatch(/^echo /);
    // The request that was on its way.
    const late = await exchange(`${server.address}/api/jobs/`, {
      method: 'POST',
      headers: {},
      body: JSON.stringify({ submission_id: id, entrypoint: 'python train.py' }),
      signal: new AbortController().signal,
      limit: 10_000,
    });
    expect(late.status).toBe(500);
    expect(server.job(id).entrypoint).toMatch(/^echo /);
    expect(await provider.find(job)).toBe('absent');
  });

  test('whose request arrives while it is asked about', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    server.faults.push({
      on: /^GET \/api\/jobs/,
      reply: { status: 404, text: `Job ${id} does not exist` },
    });
    expect(await provider.find(job)).toEqual(handle);
  });

  test('waits for a cluster that can not be asked', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    server.faults.push({ on: /./, times: 3, cut: true });
    await expect(provider.find(job)).rejects.toThrow("can't be reached");
    expect(await provider.find(job)).toEqual(handle);
  });

  test('a 404 of something that is no Ray is no answer', async () => {
    const { server, provider, job } = bench();
    await provider.start(job);
    server.faults.push({ on: /^GET/, times: 9, reply: { status: 404, text: '<html>Not Found</html>' } });
    await expect(provider.find(job)).rejects.toThrow('not as the dashboard of a Ray cluster does');
  });
});

describe('the token', () => {
  test('goes along with every request', async () => {
    const { server, provider, job, secrets } = bench();
    server.token = 's3cret';
    secrets.set('RAY_AUTH_TOKEN', ' s3cret\n');
    await provider.start(job);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer s3cret']),
    );
  });

  test.each([
    [undefined, 'asks for a token (401)'],
    ['wrong', "doesn't accept the token (403)"],
  ])('%s: what to do is said', async (token, message) => {
    const { server, provider, job, secrets } = bench();
    server.token = 's3cret';
    if (token) {
      secrets.set('RAY_AUTH_TOKEN', token);
    }
    await expect(provider.start(job)).rejects.toThrow(message);
    // Refused before anything was claimed or sent: certain not to run.
    expect(await provider.find(job)).toBe('absent');
  });

  test('is not sent elsewhere: neither by a redirect nor by what a ledger says', async () => {
    const { server, provider, job, secrets } = bench();
    secrets.set('RAY_AUTH_TOKEN', 's3cret');
    server.faults.push({
      on: /^GET/,
      reply: { status: 307, text: '', headers: { location: `${server.address}/elsewhere` } },
    });
    await expect(provider.start(job)).rejects.toThrow('sends elsewhere (307)');
    expect(server.asked(/elsewhere/)).toBe(0);
    const handle = { submissionId: id, address: 'http://evil.example' };
    expect(() => provider.observe(job, handle, undefined, new AbortController().signal)).toThrow(
      'was started on http://evil.example',
    );
    await expect(provider.cancel(job, handle)).rejects.toThrow('was started on http://evil.example');
  });
});

describe('a cancel', () => {
  test('stops the job, and may be asked for twice', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    await provider.cancel(job, handle);
    expect(server.job(id).status).toBe('STOPPED');
    await provider.cancel(job, handle);
  });

  test('of a job that the cluster has forgotten is fine', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    server.jobs.clear();
    await provider.cancel(job, handle);
  });

  test('tells where it could not be asked for', async () => {
    const { server, provider, job } = bench();
    const handle = await provider.start(job);
    server.faults.push({
      on: /stop$/,
      times: 9,
      reply: { status: 500, text: traceback('RuntimeError: no agent') },
    });
    await expect(provider.cancel(job, handle)).rejects.toThrow('RuntimeError: no agent');
  });
});
