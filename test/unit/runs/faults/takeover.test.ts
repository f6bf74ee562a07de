import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RunService } from '../../../../src/runs/service.ts';
import { eventually } from '../support/eventually.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { hasty, story, temporaryFolder } from '../support/samples.ts';

/** A run that another process follows, and a window here that looks on. */
async function followedElsewhere(stale: number) {
  const root = temporaryFolder(onTestFinished);
  const remote = temporaryFolder(onTestFinished);
  const program = path.join(import.meta.dirname, 'window.ts');
  const child: ChildProcess = spawn(process.execPath, [program, root, remote], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout!.on('data', (data) => {
    said += data;
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  await eventually(() => expect(said).toContain('id '));
  const id = /id (\S+)/.exec(said)![1]!;
  const provider = new FakeProvider(remote);
  const service = new RunService({
    root,
    providers: new Map([['trl', provider]]),
    log: () => {},
    timing: { ...hasty, stale },
  });
  onTestFinished(() => service.close());
  await service.open();
  expect(service.get(id)!.followed).toBe('elsewhere');
  return { child, id, provider, service, said: () => said };
}

async function noted(service: RunService, id: string): Promise<unknown[]> {
  const events = await service.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  return events.flatMap((event) => {
    const { seq, attempt, ...observation } = event;
    return 'cursor' in event ? [observation] : [];
  });
}

test('a run whose window was killed is taken up by another, with nothing lost, doubled or started again', async () => {
  const { child, id, provider, service } = await followedElsewhere(3_600_000);
  const job = { runId: id, attempt: 1 };
  const told = story(12, 'succeeded');
  await provider.say(job, ...told.slice(0, 25));
  await eventually(() => expect(service.get(id)!.step).toBeGreaterThan(2));
  child.kill('SIGKILL');
  await once(child, 'exit');
  await provider.say(job, ...told.slice(25, 28));
  await eventually(() => expect(service.get(id)!.followed).toBe('here'));
  await provider.say(job, ...told.slice(28));
  await eventually(() => expect(service.get(id)!.state).toBe('succeeded'));
  expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
  expect(await provider.asked(id, 1)).toHaveLength(1);
});

// Windows can't stop a process for a while.
test.skipIf(process.platform === 'win32')(
  'a window that falls silent loses its run, and does no harm when it wakes up',
  async () => {
    const { child, id, provider, service, said } = await followedElsewhere(100);
    const job = { runId: id, attempt: 1 };
    const told = story(12, 'succeeded');
    await provider.say(job, ...told.slice(0, 25));
    await eventually(() => expect(service.get(id)!.step).toBeGreaterThan(2));
    child.kill('SIGSTOP');
    await eventually(() => expect(service.get(id)!.followed).toBe('here'));
    await provider.say(job, ...told.slice(25, 32));
    await eventually(() => expect(service.get(id)!.step).toBeGreaterThan(8));
    const before = said().length;
    child.kill('SIGCONT');
    await provider.say(job, ...told.slice(32));
    await eventually(() => expect(service.get(id)!.state).toBe('succeeded'));
    // It has seen that the run is another's, and reads along.
    await eventually(() => expect(said().slice(before)).toMatch(/no 12\n$/));
    expect(await noted(service, id)).toEqual(await provider.stream(id, 1));
  },
);
