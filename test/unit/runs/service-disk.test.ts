import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Disk, realDisk } from '../../../src/runs/ledger/disk.ts';
import { RunService } from '../../../src/runs/service.ts';
import { eventually } from './support/eventually.ts';
import { FakeProvider } from './support/fake-provider.ts';
import { hasty, planAt, prepare, story, temporaryFolder } from './support/samples.ts';

/** A disk that takes no more bytes while it is full, in the middle of whatever is being written. */
function fillable(): Disk & { full: boolean } {
  const disk = {
    ...realDisk,
    full: false,
    open: async (...args: Parameters<typeof realDisk.open>) => {
      const handle = await realDisk.open(...args);
      const write = handle.write.bind(handle) as (...a: unknown[]) => Promise<{ bytesWritten: number }>;
      const writeFile = handle.writeFile.bind(handle);
      const full = (): never => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
      return Object.assign(handle, {
        write: async (bytes: Buffer, from: number, length: number, position: number) => {
          if (!disk.full) {
            return write(bytes, from, length, position);
          }
          await write(bytes, from, Math.floor(length / 2), position);
          return full();
        },
        writeFile: async (text: string) => (disk.full ? full() : writeFile(text)),
      });
    },
  };
  return disk;
}

function world(disk: Disk) {
  const root = temporaryFolder(onTestFinished);
  const provider = new FakeProvider(temporaryFolder(onTestFinished));
  const log: string[] = [];
  const providers = new Map([['trl', provider]] as const);
  const service = new RunService({ root, providers, log: (text) => log.push(text), timing: hasty, disk });
  onTestFinished(() => service.close());
  return { root, provider, service, log };
}

test('a full disk is told, and once there is room the run is followed on from where it was', async () => {
  const disk = fillable();
  const { root, provider, service, log } = world(disk);
  await service.open();
  const id = await service.start(planAt(root), await prepare(root), { overridden: [], estimate: undefined });
  const told = story(20, 'succeeded');
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(0, 10));
  await eventually(async () => expect((await service.events(id)).length).toBe(12));
  disk.full = true;
  await provider.say({ runId: id, attempt: 1 }, ...told.slice(10));
  const message = expect.stringMatching(
    /events\.jsonl can't be written: the disk is full\. Make room on it\. The run goes on; /,
  );
  await eventually(() => expect(service.get(id)!.problems).toEqual([{ severity: 'warning', message }]));
  expect(await service.events(id)).toHaveLength(12);
  disk.full = false;
  await eventually(() => expect(service.get(id)!.state).toBe('succeeded'));
  expect(service.get(id)!.problems).toEqual([]);
  const noted = (await service.events(id)).flatMap(({ seq, attempt, ...event }) =>
    'cursor' in event ? [event] : [],
  );
  expect(noted).toEqual(await provider.stream(id, 1));
  expect(log.filter((line) => line.includes('the disk is full'))).toHaveLength(1);
});

test('on a full disk a run is not started, and the rows stay for another try', async () => {
  const disk = fillable();
  const { root, provider, service } = world(disk);
  await service.open();
  const data = await prepare(root);
  disk.full = true;
  await expect(service.start(planAt(root), data, { overridden: [], estimate: undefined })).rejects.toThrow(
    /can't be written: the disk is full\. Make room on it\.$/,
  );
  expect(provider.calls).toEqual([]);
  expect(service.list()).toEqual([]);
  disk.full = false;
  const id = await service.start(planAt(root), data, { overridden: [], estimate: undefined });
  expect(service.get(id)!.state).toBe('starting');
});

test('an event that is written but flushed too late for its owner is read by it like by everybody', async () => {
  const disk = { ...realDisk };
  const { root, provider, service } = world(disk);
  let taken = false;
  disk.open = async (...args) => {
    const handle = await realDisk.open(...args);
    const datasync = handle.datasync.bind(handle);
    // While it is flushed, another window takes the run over.
    handle.datasync = async () => {
      if (taken) {
        const other = { token: 'other', pid: process.pid, host: 'elsewhere' };
        const file = path.join(path.dirname(String(args[0])), 'owner-9.json');
        await writeFile(file, JSON.stringify(other));
      }
      await datasync();
    };
    return handle;
  };
  await service.open();
  const id = await service.start(planAt(root), await prepare(root), { overridden: [], estimate: undefined });
  taken = true;
  await provider.say({ runId: id, attempt: 1 }, { type: 'state', state: 'running', message: 'Off it goes.' });
  await eventually(() => expect(service.get(id)).toMatchObject({ followed: 'elsewhere', state: 'running' }));
  await provider.say({ runId: id, attempt: 1 }, { type: 'state', state: 'saving' });
  expect((await service.events(id)).map(({ type }) => type)).toEqual(['attempt', 'started', 'state']);
});

test('where nothing happens next to nothing is read', async () => {
  const calls: string[] = [];
  const counting = Object.fromEntries(
    Object.entries(realDisk).map(([name, work]) => [
      name,
      (...args: [string, ...unknown[]]) => {
        calls.push(`${name} ${path.basename(args[0])}`);
        return (work as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Disk;
  const { root, provider, service } = world(counting);
  await service.open();
  for (let run = 0; run < 5; run++) {
    const id = await service.start(planAt(root), await prepare(root), {
      overridden: [],
      estimate: undefined,
    });
    await provider.say({ runId: id, attempt: 1 }, ...story(3, 'succeeded'));
    await eventually(() => expect(service.get(id)).toMatchObject({ state: 'succeeded', followed: 'no' }));
  }
  // A change of the folder is looked at several times, since its time is coarse.
  await eventually(() => expect(calls.slice(-3)).toEqual(['stat runs', 'stat runs', 'stat runs']));
  calls.length = 0;
  await eventually(() => expect(calls.length).toBeGreaterThan(10));
  expect(new Set(calls)).toEqual(new Set(['stat runs']));
  expect(await readdir(path.join(root, '.tuneset', 'runs'))).toHaveLength(5);
});
