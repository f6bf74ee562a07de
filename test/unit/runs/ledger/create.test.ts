import { access, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRun, type NewRun } from '../../../../src/runs/ledger/create.ts';
import { type Disk, realDisk } from '../../../../src/runs/ledger/disk.ts';
import { isRunId, layoutOf, listRuns, newRunId, timeOfRunId } from '../../../../src/runs/ledger/layout.ts';
import { readRecord } from '../../../../src/runs/ledger/record-file.ts';
import { sweepStaging } from '../../../../src/runs/ledger/remove.ts';
import type { RunRecord } from '../../../../src/runs/record.ts';
import { dataset, prepare, spec, temporaryFolder } from '../support/samples.ts';

const record: RunRecord = {
  version: 1,
  id: '20261124-101502-3fa9',
  name: 'My run',
  created: '2026-11-24T10:15:02.000Z',
  provider: 'trl',
  spec,
  dataset,
  git: { commit: 'c'.repeat(40), dirty: true },
  versions: { tuneset: '1.0.0' },
  estimate: { seconds: { low: 1, high: 2 }, notes: [] },
  overridden: ['splits'],
};

async function newRun(root: string, over: Partial<NewRun> = {}): Promise<NewRun> {
  return {
    record,
    data: (await prepare(root)).staging,
    attempt: { type: 'attempt', time: record.created, token: 'token' },
    lock: async () => {},
    ...over,
  };
}

test('a run is there at once, with record, rows and its first attempt', async () => {
  const root = temporaryFolder(onTestFinished);
  const layout = layoutOf(root);
  const run = await newRun(root, {
    lock: async (folder) => {
      expect(await listRuns(realDisk, layout)).toEqual([]);
      expect((await readdir(folder)).toSorted()).toEqual(['data', 'events.jsonl', 'run.json']);
    },
  });
  const folder = await createRun(realDisk, layout, run);
  expect(folder).toBe(path.join(root, '.tuneset', 'runs', record.id));
  expect(await listRuns(realDisk, layout)).toEqual([record.id]);
  expect(await readRecord(realDisk, folder)).toEqual({ record });
  expect(await readFile(path.join(folder, 'events.jsonl'), 'utf8')).toBe(
    '{"seq":1,"attempt":1,"type":"attempt","time":"2026-11-24T10:15:02.000Z","token":"token"}\n',
  );
  expect((await readdir(path.join(folder, 'data'))).toSorted()).toEqual([
    'train.jsonl',
    'train.sources.jsonl',
  ]);
  expect(await readdir(layout.staging)).toEqual([]);
});

/** A disk that fails at its n-th call; files that it opens fail at nothing. */
function failingAt(call: number): Disk {
  let calls = 0;
  return Object.fromEntries(
    Object.entries(realDisk).map(([name, work]) => [
      name,
      async (...args: unknown[]) => {
        if (typeof work === 'function' && ++calls === call) {
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        }
        return (work as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Disk;
}

test('where the disk fails, wherever, there is no run, and the rows are where they were', async () => {
  let call = 0;
  for (; ; call++) {
    const root = temporaryFolder(onTestFinished);
    const layout = layoutOf(root);
    const run = await newRun(root);
    try {
      await createRun(failingAt(call + 1), layout, run);
      break;
    } catch (error) {
      expect((error as Error).message).toMatch(
        /can't be (read|written): the disk is full\. Make room on it\.$/,
      );
    }
    expect(await listRuns(realDisk, layout)).toEqual([]);
    await access(path.join(run.data, 'train.jsonl'));
    expect(await readdir(layout.staging)).toEqual([path.basename(run.data)]);
  }
  expect(call).toBeGreaterThan(10);
});

test('what crashes have left in staging goes in time, what is in use stays', async () => {
  const layout = layoutOf(temporaryFolder(onTestFinished));
  for (const name of ['rows-new', 'rows-old', 'run-old', 'removed-20260101-000000-abcd-1234']) {
    await mkdir(path.join(layout.staging, name), { recursive: true });
    await writeFile(path.join(layout.staging, name, 'train.jsonl'), '');
  }
  const now = Date.now();
  for (const name of ['rows-old', 'run-old']) {
    const dayAgo = new Date(now - 25 * 60 * 60 * 1000);
    await utimes(path.join(layout.staging, name), dayAgo, dayAgo);
  }
  await sweepStaging(realDisk, layout, now);
  expect(await readdir(layout.staging)).toEqual(['rows-new']);
  await sweepStaging(realDisk, layoutOf(path.join(layout.root, 'nowhere')), now);
  await expect(stat(path.join(layout.root, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('ids sort by time and tell it', () => {
  const id = newRunId(new Date('2026-11-24T10:15:02.345Z'));
  expect(id).toMatch(/^20261124-101502-[0-9a-f]{4}$/);
  expect(isRunId(id)).toBe(true);
  expect(timeOfRunId(id)).toBe('2026-11-24T10:15:02.000Z');
  expect(timeOfRunId('20269999-999999-0000')).toBe('1970-01-01T00:00:00.000Z');
  for (const other of ['..', 'a', `${id}x`, `../${id}`, '.DS_Store']) {
    expect(isRunId(other)).toBe(false);
  }
});
