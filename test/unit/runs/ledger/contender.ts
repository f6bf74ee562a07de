import { createInterface } from 'node:readline';
import { realDisk } from '../../../../src/runs/ledger/disk.ts';
import { isProcessAlive, RunLock } from '../../../../src/runs/ledger/lock.ts';

/** Wants the lock of each folder that it is told of, and says what came of it. */
process.stdout.write('ready\n');
for await (const folder of createInterface({ input: process.stdin })) {
  const me = { token: String(process.pid), pid: process.pid, host: 'here' };
  const timing = { stale: 10_000, now: () => performance.now(), isAlive: isProcessAlive };
  const state = await new RunLock(realDisk, folder, me, timing).acquire();
  process.stdout.write(`${state ?? 'no'}\n`);
}
