import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Seen } from '../../../src/providers/observation.ts';
import { RunService } from '../../../src/runs/service.ts';
import { eventually } from './support/eventually.ts';
import { FakeProvider } from './support/fake-provider.ts';
import { hasty, planAt, prepare, story, temporaryFolder } from './support/samples.ts';

const plain = { overridden: [], estimate: undefined };

function world(options: ConstructorParameters<typeof FakeProvider>[1] = {}) {
  const root = temporaryFolder(onTestFinished);
  const provider = new FakeProvider(temporaryFolder(onTestFinished), options);
  const log: string[] = [];
  const open = async (
    over: Partial<ConstructorParameters<typeof RunService>[0]> = {},
  ): Promise<RunService> => {
    const service = new RunService({
      root,
      providers: new Map([['trl', provider]]),
      log: (text) => log.push(text),
      timing: hasty,
      ...over,
    });
    await service.open();
    onTestFinished(() => service.close());
    return service;
  };
  const start = async (service: RunService): Promise<string> =>
    service.start(planAt(root, 'My run'), await prepare(root), plain);
  return { root, provider, log, open, start };
}

function until(service: RunService, id: string, state: string): Promise<void> {
  return eventually(() => expect(service.get(id)?.state).toBe(state));
}

/** What a run's provider told, without what the ledger adds. */
async function noted(service: RunService, id: string, attempt = 1): Promise<unknown[]> {
  const events = await service.events(id);
  return events
    .filter((event) => event.attempt === attempt && 'cursor' in event)
    .map(({ seq, attempt: _, ...observation }) => observation);
}

test('a run is put into the ledger, started, and followed to its end', async () => {
  const { root, provider, open, start } = world({ script: () => story(12, 'succeeded') });
  const service = await open();
  const id = await start(service);
  await until(service, id, 'succeeded');
  expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
  expect(await provider.asked(id, 1)).toHaveLength(1);
  const events = await service.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['attempt', 'started']);
  const summary = service.get(id)!;
  expect(summary).toMatchObject({
    name: 'My run',
    step: 12,
    steps: 12,
    latest: { loss: 4 / 12 },
    checkpoints: [
      { step: 5, path: 'output/checkpoint-5' },
      { step: 10, path: 'output/checkpoint-10' },
    ],
    artifacts: [{ kind: 'adapter', location: 'output/adapter' }],
    message: 'It is succeeded.',
    resumable: false,
  });
  const folder = path.join(root, '.tuneset', 'runs', id);
  expect(await readFile(path.join(folder, 'data', 'train.jsonl'), 'utf8')).toContain('"a"');
  expect(JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8'))).toEqual(summary.record);
  expect(await readFile(path.join(root, '.tuneset', '.gitignore'), 'utf8')).toBe('runs/\nstaging/\n');
  expect(await readdir(path.join(root, '.tuneset', 'staging'))).toEqual([]);
  await eventually(() => expect(service.get(id)!.followed).toBe('no'));
});

test("a person's own .gitignore stays", async () => {
  const { root, open, start } = world({ script: () => story(1, 'succeeded') });
  await prepare(root);
  await writeFile(path.join(root, '.tuneset', '.gitignore'), 'mine\n');
  const service = await open();
  await start(service);
  expect(await readFile(path.join(root, '.tuneset', '.gitignore'), 'utf8')).toBe('mine\n');
});

test('a run goes on after its service is closed, and is found again with nothing lost or doubled', async () => {
  const { provider, open, start } = world();
  const first = await open();
  const id = await start(first);
  const told = story(20, 'succeeded');
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(0, 20));
  await eventually(async () => expect(await noted(first, id)).toHaveLength(20));
  await first.close();
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(20));
  const second = await open();
  await until(second, id, 'succeeded');
  expect(await noted(second, id)).toEqual(await provider.stream(id, 1));
  expect(await provider.asked(id, 1)).toHaveLength(1);
});

test('of two services one follows; the other reads along, and goes on where the first ends', async () => {
  const { provider, open, start } = world();
  const first = await open();
  const second = await open();
  const id = await start(first);
  const job = { runId: id, attempt: 1 };
  const told = story(20, 'succeeded');
  await provider.say(job, ...told.slice(0, 30));
  await eventually(() =>
    expect(second.get(id)).toMatchObject({ followed: 'elsewhere', step: first.get(id)!.step }),
  );
  expect(first.get(id)!.followed).toBe('here');
  await first.close();
  await eventually(() => expect(second.get(id)!.followed).toBe('here'));
  await provider.say(job, ...told.slice(30));
  await until(second, id, 'succeeded');
  expect(await noted(second, id)).toEqual(await provider.stream(id, 1));
});

test('many runs are followed at once, and listed from the newest', async () => {
  const { provider, open, start } = world({ script: () => story(10, 'succeeded') });
  const service = await open();
  const ids = await Promise.all(Array.from({ length: 12 }, () => start(service)));
  await Promise.all(ids.map((id) => until(service, id, 'succeeded')));
  for (const id of ids) {
    expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
  }
  expect(service.list().map(({ id }) => id)).toEqual(ids.toSorted().reverse());
});

test('a provider that refuses a start ends the run, with its reason', async () => {
  const { provider, open, start } = world();
  const service = await open();
  provider.failures.start = [new Error('There is no Python 3.10 or newer.')];
  const id = await start(service);
  expect(service.get(id)).toMatchObject({
    state: 'failed',
    message: 'There is no Python 3.10 or newer.',
    problems: [{ severity: 'error', message: 'There is no Python 3.10 or newer.' }],
    resumable: false,
  });
});

test('an answer that was lost is found out, and the job isn’t started again', async () => {
  const { provider, open, start } = world({ script: () => story(3, 'succeeded') });
  const asked = provider.start.bind(provider);
  provider.start = async (job) => {
    await asked(job);
    throw new Error('The connection was closed.');
  };
  const service = await open();
  const id = await start(service);
  await until(service, id, 'succeeded');
  expect((await service.events(id)).map(({ type }) => type).slice(0, 3)).toEqual([
    'attempt',
    'reconciled',
    'started',
  ]);
  expect(await provider.asked(id, 1)).toHaveLength(1);
});

test('where a provider can’t tell whether it started, the run says that it is unknown', async () => {
  const { provider, open, start } = world({ tells: false });
  const service = await open();
  provider.failures.start = [new Error('No answer.')];
  const id = await start(service);
  expect(service.get(id)!.state).toBe('unknown');
  expect(service.get(id)!.message).toMatch(/^unknown, reconciled: starting failed \(No answer\.\)/);
});

test('following is tried again until it works, and told once', async () => {
  const { provider, open, start } = world({ script: () => story(10, 'succeeded') });
  provider.failures.observe = Array.from({ length: 5 }, () => new Error('The cluster is away.'));
  const service = await open();
  const id = await start(service);
  await until(service, id, 'succeeded');
  expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
  const warnings = (await service.events(id)).filter(
    (event) => event.type === 'log' && event.level === 'warning',
  );
  expect(warnings).toMatchObject([
    { text: 'Following was interrupted: The cluster is away. It is tried again.' },
  ]);
});

test('a provider that stops telling too early is asked again from where it stopped', async () => {
  const { provider, open, start } = world({ script: () => story(10, 'succeeded') });
  const observe = provider.observe.bind(provider);
  let times = 0;
  provider.observe = async function* (...args) {
    const limit = ++times < 4 ? 6 : Number.POSITIVE_INFINITY;
    let given = 0;
    for await (const observation of observe(...args)) {
      if (given++ === limit) {
        return;
      }
      yield observation;
    }
  };
  const service = await open();
  const id = await start(service);
  await until(service, id, 'succeeded');
  expect(times).toBe(4);
  expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
});

test('what a provider says out of all shape is kept as a warning, and the run goes on', async () => {
  const odd = [
    { type: 'progress', step: 0.5 },
    { type: 'metric', step: 1, values: { loss: 'low' } },
  ] as unknown as Seen[];
  const { provider, open, start } = world({ script: () => [...odd, ...story(2, 'succeeded')] });
  const service = await open();
  const id = await start(service);
  await until(service, id, 'succeeded');
  const notes = (await noted(service, id)) as { type: string; text: string }[];
  expect(notes).toHaveLength((await provider.stream(id, 1)).length);
  expect(notes.slice(0, 2).map(({ type }) => type)).toEqual(['log', 'log']);
  expect(notes[0]!.text).toMatch(
    /^The provider told something that Tuneset doesn't understand: .*"step":0\.5/,
  );
});

test('follow gives every event once, those before and those to come, and ends with the run', async () => {
  const { provider, open, start } = world();
  const service = await open();
  const other = await open();
  const id = await start(service);
  await eventually(() => expect(other.get(id)).toBeDefined());
  const told = story(15, 'succeeded');
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(0, 9));
  const gather = async (from: RunService, afterSeq?: number): Promise<number[]> => {
    const seqs: number[] = [];
    for await (const event of from.follow(id, new AbortController().signal, afterSeq)) {
      seqs.push(event.seq);
    }
    return seqs;
  };
  const gathered = [gather(service), gather(other), gather(service, 5)];
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(9));
  const all = Array.from({ length: told.length + 2 }, (_, index) => index + 1);
  expect(await Promise.all(gathered)).toEqual([all, all, all.slice(5)]);
});

test('follow ends when it is aborted, and when the service is closed', async () => {
  const { open, start } = world();
  const service = await open();
  const id = await start(service);
  const controller = new AbortController();
  const drain = async (signal: AbortSignal): Promise<number> => {
    let count = 0;
    for await (const _ of service.follow(id, signal)) {
      count++;
    }
    return count;
  };
  const aborted = drain(controller.signal);
  const closed = drain(new AbortController().signal);
  controller.abort();
  expect(await aborted).toBeLessThanOrEqual(2);
  await service.close();
  expect(await closed).toBeLessThanOrEqual(2);
});

test('changes are told with the ids of the runs', async () => {
  const { open, start } = world({ script: () => story(3, 'succeeded') });
  const service = await open();
  const seen = new Set<string>();
  const stop = service.onChange((ids) => {
    for (const id of ids) {
      seen.add(id);
    }
  });
  const id = await start(service);
  await until(service, id, 'succeeded');
  await eventually(() => expect([...seen]).toEqual([id]));
  stop();
  seen.clear();
  await service.remove(id);
  await service.close();
  expect(seen.size).toBe(0);
});

test('a run with a broken record is shown, with the reason, and can be removed', async () => {
  const { root, open, start } = world({ script: () => story(3, 'succeeded') });
  const first = await open();
  const id = await start(first);
  await until(first, id, 'succeeded');
  await first.close();
  const file = path.join(root, '.tuneset', 'runs', id, 'run.json');
  for (const [content, reason] of [
    ['{"version":1,', 'not valid JSON'],
    ['[]', 'not what this version of Tuneset writes'],
    [JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), version: 2 }), 'at "version"'],
    [
      JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), id: 'other' }),
      'is of another run, "other"',
    ],
  ] as const) {
    await writeFile(file, content);
    const service = await open();
    expect(service.get(id)).toMatchObject({ id, state: 'unknown', broken: true, resumable: false });
    expect(service.get(id)!.message).toContain(reason);
    await service.close();
  }
  const service = await open();
  await service.remove(id);
  expect(service.list()).toEqual([]);
  await expect(stat(path.dirname(file))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a record that leads out of its folder is not used', async () => {
  const { root, provider, open, start } = world();
  const first = await open();
  const id = await start(first);
  await first.close();
  provider.calls.length = 0;
  const file = path.join(root, '.tuneset', 'runs', id, 'run.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('data/train.jsonl', '..\\\\..\\\\secret'));
  const service = await open();
  expect(service.get(id)!.message).toContain("which is not in the run's folder");
  await service.close();
  expect(provider.calls).toEqual([]);
});

test('a run is removed for all who list runs, and only once it is over', async () => {
  const { root, provider, open, start } = world();
  const service = await open();
  const other = await open();
  const id = await start(service);
  await expect(service.remove(id)).rejects.toThrow('Run "My run" is not over: cancel it first.');
  await provider.say({ runId: id, attempt: 1 }, ...story(2, 'succeeded'));
  await until(other, id, 'succeeded');
  await until(service, id, 'succeeded');
  await service.remove(id);
  expect(service.get(id)).toBeUndefined();
  await eventually(() => expect(other.list()).toEqual([]));
  expect(await readdir(path.join(root, '.tuneset', 'runs'))).toEqual([]);
  expect(await readdir(path.join(root, '.tuneset', 'staging'))).toEqual([]);
  await expect(service.remove(id)).rejects.toThrow(`There is no run "${id}".`);
});

test('names in the folder of runs that are no runs are left alone', async () => {
  const { root, open, start } = world({ script: () => story(1, 'succeeded') });
  const service = await open();
  const id = await start(service);
  await writeFile(path.join(root, '.tuneset', 'runs', '20260101-000000-abcd'), 'a file');
  await writeFile(path.join(root, '.tuneset', 'runs', 'notes.txt'), 'mine');
  const other = await open();
  expect(other.list().map((run) => run.id)).toEqual([id]);
});
