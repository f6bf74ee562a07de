import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { realDisk } from '../../../../src/runs/ledger/disk.ts';
import { type Identity, isProcessAlive, LockLost, RunLock } from '../../../../src/runs/ledger/lock.ts';
import { temporaryFolder } from '../support/samples.ts';

/** A world of processes and a clock that the test moves. */
function world() {
  const folder = temporaryFolder(onTestFinished);
  const dead = new Set<number>();
  let now = 1_000_000;
  let pids = 100;
  const lock = (over: Partial<Identity> = {}): RunLock => {
    const pid = ++pids;
    return new RunLock(
      realDisk,
      folder,
      { token: `token-${pid}`, pid, host: 'here', ...over },
      { stale: 10_000, now: () => now, isAlive: (other) => !dead.has(other) },
    );
  };
  return {
    folder,
    lock,
    die: (pid: number) => dead.add(pid),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    owners: async () => (await readdir(folder)).filter((name) => name.startsWith('owner-')),
  };
}

test('a free lock is taken, says who has it, and is held for others', async () => {
  const { folder, lock, owners } = world();
  const mine = lock({ pid: 7, token: 'mine' });
  expect(await mine.look()).toBe('free');
  expect(await mine.acquire()).toBe('free');
  expect(mine.owned).toBe(true);
  expect(await owners()).toEqual(['owner-1.json']);
  expect(JSON.parse(await readFile(path.join(folder, 'owner-1.json'), 'utf8'))).toEqual({
    token: 'mine',
    pid: 7,
    host: 'here',
  });
  const other = lock();
  expect(await other.look()).toBe('held');
  expect(await other.acquire()).toBeUndefined();
  await mine.check();
});

test('a lock that was given back is free, and whoever had it has it no more', async () => {
  const { lock, owners } = world();
  const mine = lock();
  await mine.acquire();
  await mine.release();
  await expect(mine.check()).rejects.toBeInstanceOf(LockLost);
  const other = lock();
  expect(await other.acquire()).toBe('free');
  expect(await owners()).toHaveLength(1);
  await mine.release();
  await other.check();
});

test('the lock of a process that ended is taken at once, where processes can be asked', async () => {
  const { lock, die } = world();
  const here = lock({ pid: 7 });
  await here.acquire();
  die(7);
  const elsewhere = lock({ host: 'there' });
  expect(await elsewhere.acquire()).toBeUndefined();
  const other = lock();
  expect(await other.acquire()).toBe('gone');
  await expect(here.check()).rejects.toBeInstanceOf(LockLost);
  await expect(here.beat()).rejects.toBeInstanceOf(LockLost);
  expect(here.owned).toBe(false);
});

test('a lock without a heartbeat is taken after ten seconds of looking, not sooner', async () => {
  const { lock, pass } = world();
  const mine = lock({ host: 'there' });
  await mine.acquire();
  // However long nobody looked: this process has not seen it stand still yet.
  pass(3_600_000);
  const other = lock();
  expect(await other.look()).toBe('held');
  pass(9_999);
  expect(await other.acquire()).toBeUndefined();
  pass(1);
  expect(await other.look()).toBe('silent');
  expect(await other.acquire()).toBe('silent');
  await expect(mine.check()).rejects.toBeInstanceOf(LockLost);
});

test('a heartbeat keeps the lock, whatever the clocks of machines say', async () => {
  const { folder, lock, pass } = world();
  const mine = lock({ host: 'there' });
  await mine.acquire();
  const other = lock();
  for (const clock of [0, 5, 3, 1_000_000_000]) {
    await utimes(path.join(folder, 'owner-1.json'), clock, clock);
    expect(await other.look()).toBe('held');
    pass(9_999);
    expect(await other.look()).toBe('held');
  }
  await mine.beat();
  pass(5000);
  expect(await other.look()).toBe('held');
});

test.each(['', '{', '[]', '{"pid":1}', '{"token":"t","pid":-1,"host":"here"}', '\0\0\0'])(
  'a lock that says %j is held until it has stood still long enough',
  async (content) => {
    const { folder, lock, pass } = world();
    await writeFile(path.join(folder, 'owner-3.json'), content);
    const mine = lock();
    expect(await mine.acquire()).toBeUndefined();
    pass(10_000);
    expect(await mine.acquire()).toBe('silent');
    expect(await readdir(folder)).toEqual(['owner-4.json']);
  },
);

test('what is written into a lock right after it was seen empty is read', async () => {
  const { folder, lock, die } = world();
  const file = path.join(folder, 'owner-1.json');
  await writeFile(file, '');
  await utimes(file, 1, 1);
  const mine = lock();
  expect(await mine.look()).toBe('held');
  await writeFile(file, JSON.stringify({ token: 't', pid: 7, host: 'here' }));
  await utimes(file, 1, 1);
  die(7);
  expect(await mine.look()).toBe('gone');
});

test('who looked long ago and comes late gets nothing, though the term it saw is gone', async () => {
  const { folder, lock, die, owners } = world();
  const first = lock({ pid: 7 });
  await first.acquire();
  die(7);
  // The late one has listed the folder, and only then two others come and go.
  const second = lock({ pid: 8 });
  const third = lock({ pid: 9 });
  const slow = {
    ...realDisk,
    open: async (...args: Parameters<typeof realDisk.open>) => {
      await second.acquire();
      die(8);
      await third.acquire();
      return realDisk.open(...args);
    },
  } as typeof realDisk;
  const late = new RunLock(
    slow,
    folder,
    { token: 'late', pid: 10, host: 'here' },
    {
      stale: 10_000,
      now: () => 0,
      isAlive: (pid) => pid > 8,
    },
  );
  expect(await late.acquire()).toBeUndefined();
  expect(late.owned).toBe(false);
  await third.check();
  expect(await owners()).toEqual(['owner-3.json']);
});

test('a lock is lost with its file, and with the folder of its run', async () => {
  const { folder, lock } = world();
  const first = lock();
  await first.acquire();
  await unlink(path.join(folder, 'owner-1.json'));
  await expect(first.beat()).rejects.toBeInstanceOf(LockLost);
  const second = lock();
  await second.acquire();
  await rm(folder, { recursive: true });
  await expect(second.check()).rejects.toBeInstanceOf(LockLost);
  await second.release();
  await mkdir(folder);
});

test('a full disk is told, and leaves the lock to be taken later', async () => {
  const { folder, lock } = world();
  const full = new RunLock(
    {
      ...realDisk,
      open: async (...args) => {
        const handle = await realDisk.open(...args);
        handle.writeFile = async () => {
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        };
        return handle;
      },
    },
    folder,
    { token: 't', pid: 1, host: 'here' },
    { stale: 10_000, now: () => 0, isAlive: () => true },
  );
  await expect(full.acquire()).rejects.toThrow("owner-1.json can't be written: the disk is full.");
  expect(await lock().acquire()).toBe('free');
});

test('this process is alive, one that has ended is not', async () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(isProcessAlive(child.pid!)).toBe(false);
});

const contenders = 8;
const rounds = 25;

test('of eight processes that want a lock exactly one gets it, time after time', async () => {
  const base = temporaryFolder(onTestFinished);
  const program = path.join(import.meta.dirname, 'contender.ts');
  const children = Array.from({ length: contenders }, () => {
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, answer: async () => (await answers.next()).value as string };
  });
  await Promise.all(children.map(({ answer }) => answer()));
  for (let round = 0; round < rounds; round++) {
    // Free, left by a process that ended, or given back.
    const folder = path.join(base, String(round));
    mkdirSync(folder);
    const left = [undefined, { token: 't', pid: 2 ** 22 + 1, host: 'here' }, { released: true }][round % 3];
    if (left) {
      await writeFile(path.join(folder, `owner-${round + 1}.json`), JSON.stringify(left));
    }
    for (const { child } of children) {
      child.stdin.write(`${folder}\n`);
    }
    const answers = await Promise.all(children.map(({ answer }) => answer()));
    expect([round, answers.filter((answer) => answer !== 'no')]).toEqual([
      round,
      [left && !('released' in left) ? 'gone' : 'free'],
    ]);
    expect(await readdir(folder)).toHaveLength(1);
  }
});
