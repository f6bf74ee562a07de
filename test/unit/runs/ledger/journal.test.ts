import { appendFile, type FileHandle, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Observation } from '../../../../src/providers/observation.ts';
import type { RunEvent } from '../../../../src/runs/event.ts';
import { type Disk, LedgerError, realDisk } from '../../../../src/runs/ledger/disk.ts';
import { clearCopies, Journal, type JournalOptions } from '../../../../src/runs/ledger/journal.ts';
import { LockLost } from '../../../../src/runs/ledger/lock.ts';
import { EventTail } from '../../../../src/runs/ledger/tail.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/samples.ts';

const time = '2026-01-01T00:00:00.000Z';

function log(text: string): Observation {
  return { time, type: 'log', level: 'info', text };
}

const saving: Observation = { time, type: 'state', state: 'saving' };

async function open(folder: string, over: Partial<JournalOptions> = {}): Promise<Journal> {
  const disk = over.disk ?? realDisk;
  const tail = new EventTail(disk, path.join(folder, 'events.jsonl'));
  for await (const _ of tail.read()) {
    // Only to get to the end.
  }
  const journal = await Journal.open({
    disk,
    folder,
    tail,
    guard: async () => {},
    fence: false,
    flushAfter: 1,
    ...over,
  });
  onTestFinished(() => journal.close().catch(() => {}));
  return journal;
}

async function eventsIn(folder: string): Promise<RunEvent[]> {
  const text = await readFile(path.join(folder, 'events.jsonl'), 'utf8');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** A disk whose files do something else for one call. */
function diskWith(replace: (handle: FileHandle) => Partial<Record<keyof FileHandle, unknown>>): Disk {
  return {
    ...realDisk,
    open: async (...args) => {
      const handle = await realDisk.open(...args);
      const replaced = replace(handle);
      return new Proxy(handle, {
        get(target, name) {
          const value = replaced[name as keyof FileHandle] ?? Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}

test('events are numbered without gaps, over batches, callers and openings', async () => {
  const folder = temporaryFolder(onTestFinished);
  const first = await open(folder);
  await Promise.all([
    first.append(1, [log('a'), log('b')]),
    first.append(1, [saving]),
    first.append(1, [log('c')]),
  ]);
  await first.close();
  const second = await open(folder);
  expect(await second.append(2, [log('d')])).toEqual([{ seq: 5, attempt: 2, ...log('d') }]);
  expect((await eventsIn(folder)).map(({ seq, attempt }) => [seq, attempt])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 2],
  ]);
});

test('a torn last line is cut off by the next owner, wherever it was torn', async () => {
  const whole = Buffer.from(`${JSON.stringify({ seq: 3, attempt: 1, ...log('größer 模型') })}\n`);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (cut) => {
      const folder = temporaryFolder(onTestFinished);
      const first = await open(folder);
      await first.append(1, [log('a'), log('b')]);
      await first.close();
      await appendFile(path.join(folder, 'events.jsonl'), whole.subarray(0, cut));
      const second = await open(folder);
      await second.append(1, [log('c')]);
      await second.close();
      expect((await eventsIn(folder)).map((event) => [event.seq, (event as { text?: string }).text])).toEqual(
        [
          [1, 'a'],
          [2, 'b'],
          [3, 'c'],
        ],
      );
    }),
    { numRuns: 30 },
  );
});

test('a full disk leaves nothing of a batch behind, says so, and the batch can be written later', async () => {
  const folder = temporaryFolder(onTestFinished);
  let room = Number.POSITIVE_INFINITY;
  const disk = diskWith((handle) => ({
    async write(bytes: Buffer, from: number, length: number, position: number) {
      if (room <= 0) {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      }
      const fits = Math.min(room, length);
      room -= fits;
      return handle.write(bytes, from, fits, position);
    },
  }));
  const journal = await open(folder, { disk });
  await journal.append(1, [log('before')]);
  room = 50;
  const batch = [log('a'.repeat(100)), log('b')];
  const error = await journal.append(1, batch).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LedgerError);
  expect((error as Error).message).toBe(
    `${path.join(folder, 'events.jsonl')} can't be written: the disk is full. Make room on it.`,
  );
  expect(await eventsIn(folder)).toEqual([{ seq: 1, attempt: 1, ...log('before') }]);
  room = Number.POSITIVE_INFINITY;
  await journal.append(1, batch);
  expect((await eventsIn(folder)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('what a failed write has left is cut off before the next, if it couldn’t be at once', async () => {
  const folder = temporaryFolder(onTestFinished);
  let broken = false;
  const disk = diskWith((handle) => ({
    async write(bytes: Buffer, from: number, length: number, position: number) {
      const { bytesWritten } = await handle.write(bytes, from, broken ? 9 : length, position);
      if (broken) {
        throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      }
      return { bytesWritten };
    },
    async truncate(length: number) {
      if (broken) {
        throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      }
      await handle.truncate(length);
    },
  }));
  const journal = await open(folder, { disk });
  broken = true;
  await expect(journal.append(1, [log('lost')])).rejects.toThrow("can't be written: i/o error");
  expect(await readFile(path.join(folder, 'events.jsonl'), 'utf8')).toBe('{"seq":1,');
  broken = false;
  await journal.append(1, [log('kept')]);
  expect(await eventsIn(folder)).toEqual([{ seq: 1, attempt: 1, ...log('kept') }]);
});

test('what can’t be flushed counts as not written', async () => {
  const folder = temporaryFolder(onTestFinished);
  let broken = true;
  const disk = diskWith((handle) => ({
    async datasync() {
      if (broken) {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      }
      await handle.datasync();
    },
  }));
  const journal = await open(folder, { disk });
  await expect(journal.append(1, [log('a'), saving])).rejects.toThrow('the disk is full');
  expect(await eventsIn(folder)).toEqual([]);
  broken = false;
  await journal.append(1, [log('a'), saving]);
  expect((await eventsIn(folder)).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('what others act on is flushed before it is told, a log within a moment', async () => {
  const folder = temporaryFolder(onTestFinished);
  let flushes = 0;
  const disk = diskWith((handle) => ({
    async datasync() {
      flushes++;
      await handle.datasync();
    },
  }));
  const journal = await open(folder, { disk, flushAfter: 3_600_000 });
  for (const entry of [
    { time, type: 'attempt', token: 't' },
    { time, type: 'started', handle: { pid: 1 } },
    { time, type: 'reconciled', outcome: 'found' },
    { time, type: 'cancel-requested' },
    saving,
    { time, type: 'artifact', kind: 'adapter', location: 'output/adapter' },
    { time, type: 'checkpoint', step: 1, path: 'output/checkpoint-1' },
  ] as const) {
    const before = flushes;
    await journal.append(1, [entry]);
    expect([entry.type, flushes]).toEqual([entry.type, before + 1]);
  }
  const unhurried = [log('a'), { time, type: 'metric', step: 1, values: { loss: 1 } }] as const;
  const before = flushes;
  await journal.append(1, unhurried);
  expect(flushes).toBe(before);
  await journal.close();
  expect(flushes).toBe(before + 1);
  const soon = await open(folder, { disk, flushAfter: 1 });
  await soon.append(1, unhurried);
  await eventually(() => expect(flushes).toBe(before + 2));
});

test('who owns the run no more writes nothing, and isn’t told that a thing is written that came too late', async () => {
  const folder = temporaryFolder(onTestFinished);
  let lost = false;
  let looks = 0;
  const guard = async (): Promise<void> => {
    looks++;
    if (lost) {
      throw new LockLost();
    }
  };
  const journal = await open(folder, { guard });
  await journal.append(1, [log('a')]);
  lost = true;
  await expect(journal.append(1, [log('b')])).rejects.toBeInstanceOf(LockLost);
  expect(await eventsIn(folder)).toHaveLength(1);
  lost = false;
  looks = 0;
  const late = await open(folder, {
    guard: async () => {
      if (++looks === 2) {
        throw new LockLost();
      }
    },
  });
  await expect(late.append(1, [{ time, type: 'attempt', token: 't' }])).rejects.toBeInstanceOf(LockLost);
  await late.close();
  await expect(late.append(1, [log('c')])).rejects.toBeInstanceOf(LockLost);
});

test('what an owner that was given up still writes goes nowhere', async () => {
  const folder = temporaryFolder(onTestFinished);
  const silent = await open(folder);
  await silent.append(1, [log('a')]);
  const next = await open(folder, { fence: true });
  await silent.append(1, [log('late')]);
  await next.append(1, [log('b')]);
  await silent.append(1, [log('later')]);
  expect((await eventsIn(folder)).map((event) => (event as { text?: string }).text)).toEqual(['a', 'b']);
  expect(await readdir(folder)).toEqual(['events.jsonl']);
});

test('an owner that falls silent while it makes a new file doesn’t put it in place any more', async () => {
  const folder = temporaryFolder(onTestFinished);
  const first = await open(folder);
  await first.append(1, [log('a')]);
  // Another one takes the run over in the middle, and goes on.
  const guard = async (): Promise<void> => {
    await clearCopies(realDisk, folder);
    const other = await open(folder);
    await other.append(1, [log('b')]);
  };
  await expect(open(folder, { fence: true, guard })).rejects.toBeInstanceOf(LedgerError);
  expect((await eventsIn(folder)).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(await readdir(folder)).toEqual(['events.jsonl']);
});

test('copies that a crash has left are removed, and nothing else', async () => {
  const folder = temporaryFolder(onTestFinished);
  for (const name of ['events.jsonl.0123456789ab.tmp', 'events.jsonl', 'notes.tmp']) {
    await writeFile(path.join(folder, name), '');
  }
  await clearCopies(realDisk, folder);
  expect((await readdir(folder)).toSorted()).toEqual(['events.jsonl', 'notes.tmp']);
});
