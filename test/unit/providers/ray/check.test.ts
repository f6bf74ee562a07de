import { describe, expect, test } from 'vitest';
import { spec } from '../jobs.ts';
import { useBench } from './harness.ts';
import { nodeSummary } from './ray-server.ts';

const bench = useBench();

async function items(): Promise<string[]> {
  const report = await bench().provider.check();
  return report.items.map(({ name, status, found }) => `${name} ${status}: ${found}`);
}

describe('the check of a cluster', () => {
  test('says what is there', async () => {
    const { server, provider } = bench();
    server.nodes = nodeSummary([
      { CPU: 8, GPU: 1 },
      { CPU: 16, GPU: 4 },
    ]);
    expect(await items()).toEqual([
      `Cluster ok: Ray 2.58.0 at ${server.address}`,
      'Access ok: No token is asked for.',
      'Nodes ok: 2 nodes with 24 CPUs and 5 GPUs in all',
      'Packages note: What is installed on the nodes shows when a run begins.',
    ]);
    expect(await provider.check()).toMatchObject({ ready: true, preparable: false });
  });

  test('goes on without what only the dashboard itself uses', async () => {
    const { server, provider } = bench();
    for (const nodes of [null, { data: { summary: 'x' } }, [], { data: { summary: [{}] } }]) {
      server.nodes = nodes;
      expect(await items()).toContain('Nodes note: The cluster does not tell what its nodes have.');
    }
    server.faults.push({ on: /nodes/, reply: { status: 500, text: '' } });
    expect((await provider.check()).ready).toBe(true);
  });

  test.each([
    ['an old Ray', '{"ray_version":"2.9.3"}', /^Ray warning: Ray 2.9.3 is older/m],
    [
      'something else',
      '<html>Welcome</html>',
      /^Cluster error: .*not as the dashboard of a Ray cluster does/m,
    ],
    ['half an answer', '{"ray_version":', /^Cluster error: .*not as the dashboard/m],
  ])('tells %s', async (_what, text, line) => {
    bench().server.faults.push({ on: /version/, times: 9, reply: { status: 200, text } });
    expect((await items()).join('\n')).toMatch(line);
  });

  test('tells that nobody answers', async () => {
    const { server, provider } = bench();
    await server.stop();
    const report = await provider.check();
    expect(report.ready).toBe(false);
    expect(report.items[0]!.found).toMatch(/can't be reached: .*ECONNREFUSED/);
    await server.start();
  });

  test('tells that there is no address, or a wrong one', async () => {
    const { settings } = bench();
    settings.rayAddress = '';
    expect((await items()).join()).toContain('Cluster error: No Ray cluster is set.');
    settings.rayAddress = 'ray://head:10001';
    expect((await items()).join()).toContain('Ray Client');
  });

  test('tells that a token is missing', async () => {
    bench().server.token = 's3cret';
    expect((await items())[0]).toMatch(/^Access error: .* asks for a token/);
  });

  test('tells that a token would go over the network unencrypted', async () => {
    const { server, settings, secrets } = bench();
    secrets.set('RAY_AUTH_TOKEN', 'x');
    // 0.0.0.0 leads here, but is not known to.
    settings.rayAddress = `http://0.0.0.0:${server.port}`;
    expect((await items()).join('\n')).toMatch(/^Access warning: The token goes to .* unencrypted/m);
    secrets.clear();
    expect((await items()).join('\n')).toMatch(/^Access note: Rows go to .* unencrypted/m);
  });

  test('ends when aborted', async () => {
    const { provider } = bench();
    await expect(provider.check(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('the estimate', () => {
  const work = (resources: Partial<ReturnType<typeof spec>['resources']>, parameters?: number) => ({
    spec: spec({
      baseModel: '/models/llama',
      report: ['wandb'],
      resources: {
        workers: 2,
        gpusPerWorker: 1,
        cpusPerWorker: 1,
        storagePath: null,
        environment: 'cluster',
        ...resources,
      },
    }),
    rows: 1000,
    validationRows: 0,
    tokens: 1_000_000,
    bytes: 4_000_000,
    parameters,
  });

  test('says what has to be known before it starts', async () => {
    const { notes, seconds, obstacle } = await bench().provider.estimate(work({}));
    expect(seconds).toBeUndefined();
    const all = notes.join('\n');
    expect(all).toContain('asks for 2 GPUs in all, and the nodes have 0 now');
    expect(obstacle).toContain('Set `training.resources.storagePath`');
    expect(all).toContain('/models/llama');
    expect(all).toContain('WANDB_API_KEY');
    const stored = await bench().provider.estimate(work({ storagePath: '/mnt/shared' }));
    expect(stored.obstacle).toBeUndefined();
    expect(stored.notes.join('\n')).toContain('/mnt/shared');
  });

  test('is shorter with more workers', async () => {
    const { provider } = bench();
    const one = (await provider.estimate(work({ workers: 1 }, 1e9))).seconds!;
    const four = (await provider.estimate(work({ workers: 4 }, 1e9))).seconds!;
    expect(one.low).toBeLessThan(one.high);
    expect(four.high).toBeLessThan(one.high);
  });

  test('needs no cluster', async () => {
    const { provider, settings } = bench();
    settings.rayAddress = '';
    const { notes } = await provider.estimate(work({ storagePath: 's3://bucket/runs' }));
    expect(notes.join('\n')).toContain('s3://bucket/runs: the nodes must be allowed to write there');
  });
});
