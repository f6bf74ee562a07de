import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../src/providers/observation.ts';
import type { Handle } from '../../../../src/providers/provider.ts';
import { brief, eventLine } from '../remote/seen.ts';
import { useBench, watch } from './harness.ts';
import type { ServedJob } from './ray-server.ts';

const bench = useBench();

/** What Ray writes into the log before the driver speaks. */
const opening = '2026-11-24 02:13:59,884\tINFO job_manager.py:583 -- Runtime env is setting up.\n';

async function started(): Promise<Handle> {
  const { provider, job } = bench();
  return provider.start(job);
}

function event(n: number, fields: Record<string, unknown>): string {
  return eventLine(bench().job, n, fields);
}

/** A run of some steps, as the driver prints it. */
function script(steps: number): string[] {
  const lines = [opening, event(1, { type: 'state', state: 'running' })];
  for (let step = 1; step <= steps; step++) {
    lines.push(
      `step ${step} of ${steps}\n`,
      event(lines.length, { type: 'metric', step, values: { loss: 1 / step } }),
    );
  }
  // Numbers of events rise by one.
  let n = 0;
  return lines.map((line) => line.replace(/"n":\d+/, () => `"n":${++n}`));
}

const succeeded = { type: 'state', state: 'succeeded' };
const events = (text: string): number => text.split('@@FT:').length - 1;

describe('following a job', () => {
  test('tells the queue, then what the driver tells as it comes, and the end', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    const seen = await watch(provider, job, handle, {
      onSeen: (observation) => {
        // Each step is printed only once the one before was seen: nothing waits for the end.
        switch (brief(observation)) {
          case 'queued':
            return server.set({ status: 'RUNNING' });
          case 'preparing':
            return server.print(`${opening}${event(1, { type: 'state', state: 'running' })}`);
          case 'running':
            return server.print(event(2, { type: 'metric', step: 1, values: { loss: 2, grad_norm: null } }));
          case 'metric 1':
            server.print(event(3, succeeded));
            return server.set({ status: 'SUCCEEDED', driver_exit_code: 0 });
        }
      },
    });
    expect(seen.map(brief)).toEqual([
      'queued',
      'preparing',
      `log ${opening.trim()}`,
      'running',
      'metric 1',
      'succeeded',
    ]);
    expect(seen.at(-2)).toMatchObject({
      time: '2026-11-24T10:15:02.000Z',
      values: { loss: 2, grad_norm: null },
    });
  });

  test('a stream that is cut again and again loses and doubles nothing', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'RUNNING' });
    const lines = script(40);
    let printed = 0;
    const print = (): void => {
      const line = lines[printed++];
      if (line !== undefined) {
        // Also within a line.
        server.print(line.slice(0, 7));
        if (printed % 3 === 0) {
          server.cutTails();
        }
        server.print(line.slice(7));
        if (printed % 5 === 0) {
          server.cutTails();
        }
      } else if (server.job().status === 'RUNNING') {
        server.print(event(42, succeeded));
        server.set({ status: 'SUCCEEDED' });
      }
    };
    const seen = await watch(provider, job, handle, { onSeen: print });
    expect(seen.map(brief)).toEqual([
      'preparing',
      ...lines.map((line) => {
        const step = /"step":(\d+)/.exec(line)?.[1];
        return step ? `metric ${step}` : line.startsWith('@@') ? 'running' : `log ${line.trim()}`;
      }),
      'succeeded',
    ]);
    expect(server.asked(/tail/)).toBeGreaterThan(10);
  });

  test('goes on behind any cursor, with nothing lost and nothing twice', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.print(`${script(5).join('')}${event(7, succeeded)}the very last line\n`);
    server.set({ status: 'SUCCEEDED' });
    const all = await watch(provider, job, handle);
    const briefs = all.map(brief);
    expect(briefs).toHaveLength(14);
    for (const [index, { cursor }] of all.entries()) {
      const rest = await watch(provider, job, handle, { after: cursor! });
      // The end is told again where it was not yet written down, as is fitting.
      expect(rest.map(brief)).toEqual(index === all.length - 1 ? ['succeeded'] : briefs.slice(index + 1));
    }
    expect((await watch(provider, job, handle, { after: 'no cursor' })).map(brief)).toEqual(briefs);
  });

  test("events need the job's token", async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    const forged = `@@FT:guess ${JSON.stringify({ n: 1, time: '2026-11-24T10:15:02Z', ...succeeded })}\n`;
    server.print(`${forged}${event(1, { type: 'state', state: 'failed', message: 'out of memory' })}`);
    server.set({ status: 'FAILED', error_type: 'JOB_ENTRYPOINT_COMMAND_ERROR', driver_exit_code: 1 });
    const seen = await watch(provider, job, handle);
    expect(seen.map(brief)).toEqual([`log ${forged.trim()}`, 'failed']);
  });

  test('where no WebSocket comes through, the log is asked for', async () => {
    const { server, provider, job } = bench();
    server.plainOnly = true;
    const handle = await started();
    server.set({ status: 'RUNNING' });
    server.print(script(2).join(''));
    const seen = await watch(provider, job, handle, {
      onSeen: (observation) => {
        if (brief(observation) === 'metric 2') {
          server.print(event(4, succeeded));
          server.set({ status: 'SUCCEEDED' });
        }
      },
    });
    expect(seen.map(brief).filter((text) => !text.startsWith('log'))).toEqual([
      'preparing',
      'running',
      'metric 1',
      'metric 2',
      'succeeded',
    ]);
  });

  test('a cluster that is gone for a while is waited for, and that is told once', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'RUNNING' });
    server.print(script(1).join(''));
    const { port } = server;
    const steps: Promise<void>[] = [];
    const seen = await watch(provider, job, handle, {
      onSeen: (observation) => {
        const text = brief(observation);
        if (text === 'metric 1') {
          steps.push(server.stop());
        } else if (text.includes("can't be reached")) {
          steps.push(steps[0]!.then(() => server.start(port)));
        } else if (text.includes('There is an answer again')) {
          server.print(event(3, succeeded));
          server.set({ status: 'SUCCEEDED' });
        }
      },
    });
    const briefs = seen.map(brief);
    expect(briefs.at(-1)).toBe('succeeded');
    expect(briefs.filter((text) => text.includes('There is an answer again'))).toHaveLength(1);
    expect(new Set(briefs.filter((text) => text.includes("can't be reached"))).size).toBeGreaterThanOrEqual(
      1,
    );
    expect(briefs.filter((text) => text === 'metric 1')).toHaveLength(1);
    await Promise.all(steps);
  });

  test('a token that runs out is waited for, too', async () => {
    const { server, provider, job, secrets } = bench();
    const handle = await started();
    server.set({ status: 'RUNNING' });
    server.print(`${event(1, succeeded)}`);
    server.token = 'new';
    const seen = await watch(provider, job, handle, {
      onSeen: (observation) => {
        if (brief(observation).includes('asks for a token')) {
          secrets.set('RAY_AUTH_TOKEN', 'new');
          server.set({ status: 'SUCCEEDED' });
        }
      },
    });
    expect(seen.at(-1)).toMatchObject({ type: 'state', state: 'succeeded' });
  });

  test('garbled answers are trouble that passes', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.print(event(1, succeeded));
    server.set({ status: 'SUCCEEDED' });
    server.faults.push(
      { on: /^GET \/api\/jobs\/[^/]+$/, reply: { status: 200, text: '{"status":' } },
      { on: /^GET \/api\/jobs\/[^/]+$/, reply: { status: 200, text: '[]' } },
      { on: /^GET \/api\/jobs\/[^/]+$/, reply: { status: 502, text: '<html>Bad gateway</html>' } },
      { on: /^GET .*\/logs$/, times: 2, reply: { status: 500, text: 'Traceback\nOSError: no such file' } },
    );
    expect((await watch(provider, job, handle)).at(-1)).toMatchObject({ state: 'succeeded' });
  });

  test('a state that Ray does not have yet is shown as it is', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'SUSPENDED', message: 'for maintenance' });
    const seen = await watch(provider, job, handle, { until: ({ type }) => type === 'state' });
    expect(seen).toMatchObject([{ type: 'state', state: 'suspended', message: 'for maintenance' }]);
  });

  test('ends at once when aborted', async () => {
    const { provider, job } = bench();
    const handle = await started();
    const abort = new AbortController();
    const next = provider.observe(job, handle, undefined, abort.signal)[Symbol.asyncIterator]();
    await next.next();
    const pending = next.next();
    abort.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });
});

describe('the end of a run', () => {
  const died: Partial<ServedJob> = {
    status: 'FAILED',
    error_type: 'JOB_ENTRYPOINT_COMMAND_ERROR',
    driver_exit_code: 1,
  };
  const running = { type: 'state', state: 'running' };
  const checkpoint = { type: 'checkpoint', step: 4, path: '/mnt/runs/x/checkpoint-4' };

  const cases: readonly (readonly [
    string,
    readonly (object | string)[],
    Partial<ServedJob>,
    readonly string[],
  ])[] = [
    ['the driver succeeded', [running, succeeded], { status: 'SUCCEEDED' }, ['running', 'succeeded']],
    [
      'the driver succeeded, and its process fails while it ends',
      [running, succeeded],
      died,
      ['running', 'log After the run was through: The training process ended with exit code 1.', 'succeeded'],
    ],
    [
      'the driver failed',
      [
        running,
        { type: 'problem', severity: 'error', message: 'a bad row' },
        { type: 'state', state: 'failed' },
      ],
      died,
      ['running', 'problem a bad row', 'failed'],
    ],
    [
      'the driver was cancelled',
      [running, checkpoint, { type: 'state', state: 'cancelled' }],
      { status: 'STOPPED' },
      ['running', 'checkpoint 4', 'cancelled'],
    ],
    ['the job was stopped before the driver spoke', [], { status: 'STOPPED' }, ['cancelled']],
    [
      'the driver fails because it is stopped',
      [running, { type: 'state', state: 'failed', message: 'a worker died' }],
      { status: 'STOPPED' },
      ['running', 'cancelled'],
    ],
    [
      'the driver dies',
      [running, 'ValueError: no\n'],
      died,
      [
        'running',
        'log ValueError: no',
        'problem The training process ended with exit code 1. The last line of its log: ValueError: no',
        'failed',
      ],
    ],
    [
      'the driver dies, and has a checkpoint',
      [running, checkpoint],
      { ...died, driver_exit_code: 137 },
      [
        'running',
        'checkpoint 4',
        'problem The training process was killed on the cluster: most likely its memory ran out.',
        'interrupted',
      ],
    ],
    [
      'a last line without its end',
      [running, 'Killed'],
      died,
      [
        'running',
        'log Killed',
        'problem The training process ended with exit code 1. The last line of its log: Killed',
        'failed',
      ],
    ],
    [
      'the driver ends well without a word',
      [running],
      { status: 'SUCCEEDED' },
      ['running', 'problem The training process ended without saying how.', 'failed'],
    ],
    [
      'no python on the head node',
      [],
      { ...died, driver_exit_code: 127 },
      ['problem The head node has no `python` on its PATH.', 'failed'],
    ],
    [
      'packages that can not be installed',
      [],
      {
        status: 'FAILED',
        error_type: 'RUNTIME_ENV_SETUP_FAILURE',
        message: 'Traceback (most recent call last):\n  File\nRuntimeError: pip failed',
      },
      ["problem The cluster couldn't set up the job's files or packages: RuntimeError: pip failed", 'failed'],
    ],
    [
      'no node that could take it',
      [],
      { status: 'FAILED', error_type: 'JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE', message: 'No available node.' },
      ['problem No node of the cluster can take the job: No available node.', 'failed'],
    ],
    [
      'a reason that Ray does not have yet',
      [],
      { status: 'FAILED', error_type: 'JOB_EATEN', message: null },
      ['problem The job failed: Ray gives no reason.', 'failed'],
    ],
  ];

  test.each(cases)('%s', async (_what, log, end, expected) => {
    const { server, provider, job } = bench();
    const handle = await started();
    let n = 0;
    server.print(log.map((line) => (typeof line === 'string' ? line : event(++n, { ...line }))).join(''));
    server.set(end);
    expect((await watch(provider, job, handle)).map(brief)).toEqual(expected);
  });

  test('is told where the cluster has forgotten the job', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'RUNNING' });
    server.print(`${event(1, running)}${event(2, checkpoint)}`);
    const seen = await watch(provider, job, handle, {
      onSeen: (observation) => {
        if (observation.type === 'checkpoint') {
          server.jobs.clear();
        }
      },
    });
    expect(seen.at(-1)).toMatchObject({ state: 'interrupted' });
    // Nobody has the log any more: that there was a checkpoint is known from the cursor.
    const cursor = seen.find(({ type }) => type === 'checkpoint')!.cursor!;
    expect((await watch(provider, job, handle, { after: cursor })).at(-1)).toMatchObject({
      state: 'interrupted',
    });
    expect((await watch(provider, job, handle)).at(-1)).toMatchObject({ state: 'failed' });
  });

  test('a log that can no longer be read is not taken for a failure', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'SUCCEEDED' });
    server.faults.push({ on: /\/logs$/, times: 99, reply: { status: 500, text: 'the node is gone' } });
    expect((await watch(provider, job, handle)).at(-1)).toMatchObject({ state: 'unknown' });
  });

  test('of the driver counts, even if the job hangs', async () => {
    const { server, provider, job } = bench();
    const handle = await started();
    server.set({ status: 'RUNNING' });
    server.print(event(1, succeeded));
    const seen: Observation[] = await watch(provider, job, handle);
    expect(seen.at(-1)).toMatchObject({ state: 'succeeded' });
    expect(server.job().status).toBe('RUNNING');
    expect(events(server.job().log)).toBe(1);
  });
});
