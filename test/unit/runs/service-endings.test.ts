import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RunService } from '../../../src/runs/service.ts';
import { eventually } from './support/eventually.ts';
import { FakeProvider } from './support/fake-provider.ts';
import { hasty, planAt, prepare, story, temporaryFolder } from './support/samples.ts';

/** Cancel and resume, here and from where a run isn't followed. */

function world(options: ConstructorParameters<typeof FakeProvider>[1] = {}) {
  const root = temporaryFolder(onTestFinished);
  const provider = new FakeProvider(temporaryFolder(onTestFinished), options);
  const open = async (providers = new Map([['trl', provider]] as const)): Promise<RunService> => {
    const service = new RunService({ root, providers, log: () => {}, timing: hasty });
    await service.open();
    onTestFinished(() => service.close());
    return service;
  };
  const start = async (service: RunService): Promise<string> =>
    service.start(planAt(root, 'My run'), await prepare(root), { overridden: [], estimate: undefined });
  return { root, provider, open, start };
}

function until(service: RunService, id: string, state: string): Promise<void> {
  return eventually(() => expect(service.get(id)?.state).toBe(state));
}

async function types(service: RunService, id: string): Promise<string[]> {
  return (await service.events(id)).map((event) => (event.type === 'state' ? event.state : event.type));
}

test('a cancelled run is ending until its provider says that it has ended', async () => {
  const { provider, open, start } = world();
  const cancel = provider.cancel.bind(provider);
  provider.cancel = async () => {};
  const service = await open();
  const id = await start(service);
  const job = { runId: id, attempt: 1 };
  await provider.say(job, { type: 'state', state: 'running' });
  await until(service, id, 'running');
  await service.cancel(id);
  expect(service.get(id)!.state).toBe('cancelling');
  await provider.say(job, { type: 'state', state: 'saving' }, { type: 'progress', step: 7 });
  await eventually(() => expect(service.get(id)!.step).toBe(7));
  expect(service.get(id)!.state).toBe('cancelling');
  provider.cancel = cancel;
  await service.cancel(id);
  await until(service, id, 'cancelled');
  expect((await types(service, id)).filter((type) => type === 'cancel-requested')).toHaveLength(1);
  await service.cancel(id);
  expect(provider.calls.filter((call) => call === 'cancel 1')).toHaveLength(1);
});

test('a cancel that fails is told to who asked, and tried again by itself', async () => {
  const { provider, open, start } = world();
  provider.failures.cancel = [new Error('The cluster is away.'), new Error('The cluster is away.')];
  const service = await open();
  const id = await start(service);
  await expect(service.cancel(id)).rejects.toThrow('The cluster is away.');
  await until(service, id, 'cancelled');
});

test('a run that was cancelled while its window closed is cancelled by the next', async () => {
  const { provider, open, start } = world();
  provider.failures.cancel = [new Error('The cluster is away.')];
  const first = await open();
  const id = await start(first);
  const cancelled = first.cancel(id);
  const closed = first.close();
  await expect(cancelled).rejects.toThrow();
  await closed;
  await until(await open(), id, 'cancelled');
});

test('a run that another window follows is cancelled from here, and its owner notes it', async () => {
  const { provider, open, start } = world();
  const owner = await open();
  const other = await open();
  const id = await start(owner);
  await eventually(() => expect(other.get(id)?.followed).toBe('elsewhere'));
  await other.cancel(id);
  await until(other, id, 'cancelled');
  await until(owner, id, 'cancelled');
  expect(provider.calls.filter((call) => call.startsWith('start'))).toHaveLength(1);
});

test('a run is cancelled from another window before its provider has it', async () => {
  const { provider, open, start } = world();
  const asked = provider.start.bind(provider);
  const begun = Promise.withResolvers<void>();
  provider.start = async (job, signal) => {
    begun.resolve();
    await new Promise((_, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason), { once: true });
    });
    return asked(job);
  };
  const owner = await open();
  const other = await open();
  const started = start(owner);
  await begun.promise;
  await eventually(() => expect(other.list()).toHaveLength(1));
  const id = other.list()[0]!.id;
  await other.cancel(id);
  await started;
  expect(owner.get(id)).toMatchObject({
    state: 'cancelled',
    message: 'Cancelled before it was started.',
    problems: [],
  });
  expect(await types(owner, id)).toEqual(['attempt', 'cancel-requested', 'reconciled', 'cancelled']);
  expect(await provider.asked(id, 1)).toEqual([]);
});

test('a run that ended early is resumed from its last checkpoint, and what came after it is void', async () => {
  const { provider, open, start } = world({
    script: ({ attempt }) => (attempt === 1 ? story(13, 'interrupted') : story(16, 'succeeded', 10)),
  });
  const service = await open();
  const id = await start(service);
  await until(service, id, 'interrupted');
  expect(service.get(id)).toMatchObject({ step: 13, resumable: true });
  const before = await service.events(id);
  const lost = before.filter((event) => event.type === 'attempt').map(({ token }) => token);
  await service.resume(id);
  await until(service, id, 'succeeded');
  expect(service.get(id)).toMatchObject({ attempt: 2, step: 16, resumable: false });
  expect(service.get(id)!.losses).toEqual(Array.from({ length: 16 }, (_, index) => 4 / (index + 1)));
  const attempts = (await service.events(id)).filter((event) => event.type === 'attempt');
  expect(attempts).toMatchObject([{ attempt: 1 }, { attempt: 2, resumeFrom: 'output/checkpoint-10' }]);
  expect(attempts[1]!.token).not.toBe(lost[0]);
  expect(await provider.asked(id, 2)).toEqual([attempts[1]!.token]);
});

test('another window sees at once that a run is resumed', async () => {
  const { provider, open, start } = world({
    script: ({ attempt }) => (attempt === 1 ? story(6, 'failed') : story(8, 'succeeded', 5)),
  });
  const service = await open();
  const other = await open();
  const id = await start(service);
  await until(other, id, 'failed');
  await eventually(() => expect(service.get(id)!.followed).toBe('no'));
  await other.resume(id);
  await until(service, id, 'succeeded');
  await until(other, id, 'succeeded');
  expect(await provider.asked(id, 2)).toHaveLength(1);
});

test('only one of two windows resumes a run', async () => {
  const { provider, open, start } = world({
    script: ({ attempt }) => (attempt === 1 ? story(6, 'failed') : story(8, 'succeeded', 5)),
  });
  const services = [await open(), await open(), await open()];
  const id = await start(services[0]!);
  await Promise.all(services.map((service) => until(service, id, 'failed')));
  await eventually(() => expect(services[0]!.get(id)!.followed).toBe('no'));
  const outcomes = await Promise.allSettled(services.map((service) => service.resume(id)));
  await Promise.all(services.map((service) => until(service, id, 'succeeded')));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await provider.asked(id, 2)).toHaveLength(1);
  expect(provider.calls.filter((call) => call === 'start 2')).toHaveLength(1);
});

test.each([
  ['is under way', [{ type: 'state', state: 'running' }], "can't be resumed: it is running."],
  ['has no checkpoint', story(3, 'failed'), "can't be resumed: it has no checkpoint to go on from."],
  [
    'succeeded',
    story(7, 'succeeded'),
    "can't be resumed: it is succeeded, or its provider can't resume runs.",
  ],
] as const)('a run that %s is not resumed', async (_, told, message) => {
  const { provider, open, start } = world();
  const service = await open();
  const id = await start(service);
  await provider.say({ runId: id, attempt: 1 }, ...told);
  await until(service, id, (told.at(-1) as { state: string }).state);
  await expect(service.resume(id)).rejects.toThrow(`Run "My run" ${message}`);
  expect(provider.calls.filter((call) => call.startsWith('start'))).toEqual(['start 1']);
});

test('a run of a provider that isn’t here is shown, and left to who has it', async () => {
  const { root, provider, open, start } = world();
  const first = await open();
  const id = await start(first);
  await first.close();
  const without = await open(new Map());
  expect(without.get(id)).toMatchObject({
    followed: 'no',
    problems: [{ message: 'Nothing here can follow a run of the provider "trl".' }],
  });
  await expect(without.cancel(id)).rejects.toThrow('There is no provider "trl" here.');
  await provider.say({ runId: id, attempt: 1 }, ...story(2, 'succeeded'));
  await until(await open(), id, 'succeeded');
  await until(without, id, 'succeeded');
  await eventually(async () => {
    const names = await readdir(path.join(root, '.tuneset', 'runs', id));
    expect(names.filter((name) => name.startsWith('owner-'))).toHaveLength(1);
  });
});
