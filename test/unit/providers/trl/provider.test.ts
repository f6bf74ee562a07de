import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Handle } from '../../../../src/providers/provider.ts';
import { spec } from '../jobs.ts';
import { gone, lives, newJob, provider, remember, told, watch } from './support.ts';

/** The process tests are of POSIX: their stand-in is a shell script. */
const posix = describe.skipIf(process.platform === 'win32');

const wholeRun = [
  'running',
  ...Array.from({ length: 20 }, (_, index) => {
    const step = index + 1;
    const lines = [`step ${step}`, `metric ${step}`];
    return step % 5 === 0 ? [...lines, `checkpoint ${step}`] : lines;
  }).flat(),
  'saving',
  'succeeded',
];

posix('a run on this machine', () => {
  test('is started, followed and ends', async () => {
    const trl = provider();
    const job = newJob('quick');
    const handle = remember(await trl.start(job));
    expect(handle).toMatchObject({ host: hostname() });
    expect(told(await watch(trl, job, handle))).toEqual(wholeRun);
    await gone(Number(handle.pid));
    expect(trl.logFile(job)).toBe(path.join(job.folder, 'attempt-1', 'driver.log'));
    expect(JSON.parse(readFileSync(path.join(job.folder, 'attempt-1', 'spec.json'), 'utf8'))).toMatchObject({
      token: job.token,
      attempt: 1,
    });
  });

  test('goes on without its follower, and from any cursor another one misses and repeats nothing', async () => {
    const trl = provider();
    const job = newJob('slow');
    const handle = remember(await trl.start(job));
    const first = await watch(trl, job, handle, { enough: (seen) => seen.length === 7 });
    expect(first).toHaveLength(7);
    expect(lives(Number(handle.pid))).toBe(true);
    const rest = await watch(provider(), job, handle, { after: first.at(-1)?.cursor });
    expect(told([...first, ...rest])).toEqual(wholeRun);
    const all = await watch(provider(), job, handle);
    for (const [index, { cursor }] of all.entries()) {
      const later = await watch(provider(), job, handle, { after: cursor });
      // From behind the final state nothing is left but to say what became of it: it is asked no more.
      expect(told(later).slice(0, all.length - index - 1)).toEqual(told(all).slice(index + 1));
    }
  });

  test('outlives the process that started it', async () => {
    const job = newJob('slow');
    const starter = path.join(job.folder, 'starter.ts');
    const support = path.join(
      import.meta.dirname,
      '..',
      '..',
      '..',
      '..',
      'src',
      'providers',
      'trl',
      'start.ts',
    );
    const children = path.join(path.dirname(support), 'children.ts');
    const driver = path.join(path.dirname(job.folder), 'driver');
    writeFileSync(
      starter,
      `import { start } from ${JSON.stringify(support)};
       import { Children } from ${JSON.stringify(children)};
       const handle = await start({ job: ${JSON.stringify(job)}, python: ${JSON.stringify(path.join(path.dirname(job.folder), 'python'))},
         driverFolder: ${JSON.stringify(driver)}, env: { PATH: process.env.PATH }, children: new Children() });
       console.log(JSON.stringify(handle));`,
    );
    const child = spawn(process.execPath, [starter], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    // By itself: a started run keeps nobody.
    expect((await once(child, 'close'))[0]).toBe(0);
    const handle: Handle = remember(JSON.parse(said));
    expect(told(await watch(provider(), job, handle))).toEqual(wholeRun);
  });

  test('is started once, however often it is asked for', async () => {
    const job = newJob('slow');
    const handles = await Promise.all([provider().start(job), provider().start(job), provider().start(job)]);
    handles.map(remember);
    const again = await provider().start(job);
    expect(new Set([...handles, again].map((handle) => handle.pid)).size).toBe(1);
    expect(told(await watch(provider(), job, again)).filter((one) => one === 'running')).toEqual(['running']);
  });

  test('takes its time to go after its end, and is waited for', async () => {
    const trl = provider();
    const job = newJob('lingers');
    const handle = remember(await trl.start(job));
    const seen = await watch(trl, job, handle);
    expect(told(seen)).toEqual(wholeRun);
    await gone(Number(handle.pid));
  });

  test('one that cannot be begun says why', async () => {
    await expect(provider().start(newJob('unable'))).rejects.toThrow(
      /ended at once with exit code 1[\s\S]*No module named "trl"/,
    );
    const nowhere = provider({}, { settings: { environment: process.execPath, python: undefined } });
    await expect(nowhere.start(newJob('quick'))).rejects.toThrow(/ended at once/);
  });

  test('one that gives no sign of life is ended', async () => {
    await expect(provider({ claimMs: 300 }).start(newJob('hangs'))).rejects.toThrow(/no sign of life/);
  });

  test('a start that is aborted leaves no process', async () => {
    const abort = new AbortController();
    const job = newJob('hangs');
    const starting = provider().start(job, abort.signal);
    const hanging = path.join(job.folder, 'hanging');
    await vi.waitFor(() => expect(readFileSync(hanging, 'utf8')).not.toBe(''), { timeout: 10_000 });
    abort.abort(new Error('enough'));
    await expect(starting).rejects.toThrow('enough');
    await gone(Number(readFileSync(hanging, 'utf8')));
    // Whoever asks later is promised that it never will be.
    expect(await provider().find(job)).toBe('absent');
  });
});

posix('finding a start again', () => {
  test('what was started is found', async () => {
    const trl = provider();
    const job = newJob('slow');
    const handle = remember(await trl.start(job));
    expect(await provider().find(job)).toEqual(handle);
  });

  test('what was not is absent, and never starts later', async () => {
    const job = newJob('quick');
    expect(await provider().find(job)).toBe('absent');
    expect(await provider().find(job)).toBe('absent');
    await expect(provider().start(job)).rejects.toThrow(/given up/);
    expect(existsSync(path.join(job.folder, 'attempt-1', 'driver.log'))).toBe(false);
  });

  test('of a start and a search at the same moment exactly one wins', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const job = newJob('slow');
        const [handle, found] = await Promise.all([
          provider()
            .start(job)
            .then(remember, () => 'refused'),
          // From before the driver is there until after.
          sleep(index * 15).then(() => provider().find(job)),
        ]);
        return { handle, found };
      }),
    );
    for (const { handle, found } of outcomes) {
      expect(found).toEqual(handle === 'refused' ? 'absent' : handle);
    }
  });

  test('a driver that died while it took the attempt was started, and has failed', async () => {
    const job = newJob('quick');
    mkdirSync(path.join(job.folder, 'attempt-1'));
    writeFileSync(path.join(job.folder, 'attempt-1', 'driver.json'), '{"pi');
    const old = new Date(Date.now() - 60_000);
    utimesSync(path.join(job.folder, 'attempt-1', 'driver.json'), old, old);
    const handle = (await provider().find(job)) as Handle;
    expect(handle).toMatchObject({ pid: null });
    expect(told(await watch(provider(), job, handle))).toEqual(['problem', 'failed']);
  });
});

posix('cancelling', () => {
  test('lets the driver save, and ends all that it started', async () => {
    const job = newJob('endless parent');
    const trl = provider();
    const handle = remember(await trl.start(job));
    await watch(trl, job, handle, { enough: (seen) => told(seen).includes('metric 3') });
    const children = readFileSync(path.join(job.folder, 'children'), 'utf8').split(' ').map(Number);
    expect(children.map(lives)).toEqual([true, true]);
    // From another provider: whoever cancels needs not be its parent.
    await provider().cancel(job, handle);
    const seen = told(await watch(trl, job, handle));
    expect(seen.at(-2)).toMatch(/^checkpoint \d+$/);
    expect(seen.at(-1)).toBe('cancelled');
    for (const pid of [Number(handle.pid), ...children]) {
      await gone(pid);
    }
  });

  test('one that does not listen is ended after the grace', async () => {
    const job = newJob('endless deaf parent');
    const trl = provider({ graceMs: 300 });
    const handle = remember(await trl.start(job));
    const watching = watch(trl, job, handle);
    await vi.waitFor(() => expect(existsSync(path.join(job.folder, 'children'))).toBe(true), {
      timeout: 10_000,
    });
    await trl.cancel(job, handle);
    const seen = await watching;
    expect(seen.at(-1)).toMatchObject({
      state: 'cancelled',
      message: expect.stringContaining('before it could save'),
    });
    expect(told(seen)).not.toContain('problem');
    for (const pid of [handle.pid, ...readFileSync(path.join(job.folder, 'children'), 'utf8').split(' ')]) {
      await gone(Number(pid));
    }
  });

  test('what has ended is fine, and nobody else is signalled', async () => {
    const job = newJob('quick');
    const trl = provider();
    const handle = remember(await trl.start(job));
    await watch(trl, job, handle);
    await trl.cancel(job, handle);
    // The number is another's by now, who must not get a signal: this would end the test.
    const stale = { ...handle, pid: process.pid };
    await vi.waitFor(async () => {
      await provider({ staleMs: 1 }).cancel(job, stale);
    });
    expect(told(await watch(provider({ staleMs: 1 }), job, stale)).at(-1)).toBe('succeeded');
  });

  // Elsewhere than on Linux there is no telling in which folder a process runs.
  test.skipIf(process.platform !== 'linux')(
    'a ledger that names somebody else has nobody signalled',
    async () => {
      const job = newJob('quick');
      const other = spawn('sleep', ['60']);
      try {
        await once(other, 'spawn');
        const claim = { pid: other.pid, started: new Date().toISOString() };
        mkdirSync(path.join(job.folder, 'attempt-1'), { recursive: true });
        writeFileSync(path.join(job.folder, 'attempt-1', 'driver.json'), JSON.stringify(claim));
        await provider({ graceMs: 50 }).cancel(job, { ...claim, pid: other.pid!, host: hostname() });
        expect(other.signalCode).toBeNull();
        expect(lives(other.pid!)).toBe(true);
      } finally {
        other.kill();
      }
    },
  );

  test('of a run on another machine a file asks, and no number here is signalled', async () => {
    const job = newJob('slow endless');
    const handle = remember(await provider().start(job));
    await provider({ graceMs: 100 }).cancel(job, { ...handle, host: 'elsewhere' });
    expect(existsSync(path.join(job.folder, 'attempt-1', 'stop'))).toBe(true);
    expect(lives(Number(handle.pid))).toBe(true);
  });
});

posix('a driver that dies', () => {
  test('with a checkpoint is interrupted: its last lines and the reason are told', async () => {
    const trl = provider();
    const job = newJob('dies');
    const handle = remember(await trl.start(job));
    const seen = await watch(trl, job, handle);
    expect(told(seen).slice(-2)).toEqual(['problem', 'interrupted']);
    expect(seen.at(-2)).toMatchObject({
      message: expect.stringMatching(/memory of the GPU was not enough[\s\S]*Tried to allocate 20 GiB/),
      advice: expect.stringMatching(/smaller batch size[\s\S]*can be resumed/),
    });
  });

  test('without one has failed, and what it was about to say is not lost', async () => {
    const trl = provider();
    const job = newJob('dies-early');
    const handle = remember(await trl.start(job));
    const seen = await watch(trl, job, handle);
    expect(told(seen).slice(-6)).toEqual([
      'Traceback (most recent call last):',
      '  File "x.py"',
      'KeyError: 1',
      '{"n":',
      'problem',
      'failed',
    ]);
    expect(seen.at(-2)).toMatchObject({ message: expect.stringMatching(/exit code 3[\s\S]*KeyError: 1/) });
    // Where the follower ended between the two, the other one tells the state alone.
    expect(told(await watch(provider(), job, handle, { after: seen.at(-2)?.cursor }))).toEqual(['failed']);
  });

  test('killed: its parent knows, others suppose', async () => {
    const trl = provider();
    const job = newJob('endless silent-checkpoint');
    const handle = remember(await trl.start(job));
    await vi.waitFor(
      () =>
        expect(existsSync(path.join(job.folder, 'output', 'checkpoint-5', 'trainer_state.json'))).toBe(true),
      { timeout: 10_000 },
    );
    process.kill(Number(handle.pid), 'SIGKILL');
    const seen = await watch(trl, job, handle);
    // Saved, but not told by the driver itself.
    expect(told(seen).slice(-3)).toEqual([
      expect.stringMatching(/^checkpoint \d+$/),
      'problem',
      'interrupted',
    ]);
    expect(seen.at(-2)).toMatchObject({ message: expect.stringContaining('it was killed, most likely') });
    const others = await watch(provider(), job, handle);
    expect(others.at(-2)).toMatchObject({ message: expect.stringContaining('may have been killed') });
  });

  test('one without a heartbeat lives as long as its process is the driver', async () => {
    const trl = provider({ staleMs: 50, againMs: 50 });
    const job = newJob('silent slow');
    const handle = remember(await trl.start(job));
    expect(told(await watch(trl, job, handle))).toEqual(wholeRun);
  });
});

posix('what a driver is given', () => {
  test('no key but those that the run needs, and nothing that leads Python astray', async () => {
    const env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      OPENAI_API_KEY: 'sk-1',
      AWS_SECRET_ACCESS_KEY: 's',
      GITHUB_TOKEN: 't',
      WANDB_API_KEY: 'from-the-environment',
      PIP_INDEX_URL: 'https://me:secret@host/simple',
      PYTHONPATH: '/somewhere',
      TOKENIZERS_PARALLELISM: 'false',
      CUDA_VISIBLE_DEVICES: '0',
    };
    const secrets: Record<string, string> = { WANDB_API_KEY: 'w', HF_TOKEN: 'h', MLFLOW_TRACKING_TOKEN: 'm' };
    const secret = async (name: string) => secrets[name];
    const given = async (report: ('wandb' | 'mlflow')[]) => {
      const job = newJob('variables');
      const trl = provider({}, { env, secret });
      await watch(trl, job, remember(await trl.start({ ...job, spec: spec({ ...job.spec, report }) })));
      return JSON.parse(readFileSync(path.join(job.folder, 'variables.json'), 'utf8'));
    };
    const plain = await given([]);
    expect(plain).toMatchObject({
      LANG: 'C.UTF-8',
      HF_TOKEN: 'h',
      TOKENIZERS_PARALLELISM: 'false',
      CUDA_VISIBLE_DEVICES: '0',
      PYTHONUNBUFFERED: '1',
      PYTHONNOUSERSITE: '1',
    });
    for (const name of [
      'OPENAI_API_KEY',
      'AWS_SECRET_ACCESS_KEY',
      'GITHUB_TOKEN',
      'WANDB_API_KEY',
      'PIP_INDEX_URL',
      'PYTHONPATH',
      'MLFLOW_TRACKING_TOKEN',
    ]) {
      expect(plain).not.toHaveProperty(name);
    }
    expect(await given(['wandb'])).toMatchObject({ WANDB_API_KEY: 'w' });
    expect(await given(['mlflow'])).toMatchObject({ MLFLOW_TRACKING_TOKEN: 'm' });
  });

  test('its files hold no key', async () => {
    const trl = provider({}, { secret: async () => 'very-secret' });
    const job = newJob('quick', { spec: spec({ baseModel: 'quick', report: ['wandb'] }) });
    await watch(trl, job, remember(await trl.start(job)));
    for (const file of ['spec.json', 'driver.json', 'driver.log']) {
      expect(readFileSync(path.join(job.folder, 'attempt-1', file), 'utf8')).not.toContain('very-secret');
    }
  });
});
