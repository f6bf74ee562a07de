import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { killTree, signal as send } from '../processes.ts';
import type { Handle, Job } from '../provider.ts';
import { attemptFiles } from './attempt.ts';
import { isDriver, Liveness, type LivenessOptions } from './liveness.ts';

export interface CancelOptions extends LivenessOptions {
  /** How long the driver may take to save a checkpoint and end, in milliseconds. */
  readonly graceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const pollMs = 200;

/**
 * Asks the driver to save a checkpoint and end; after a grace ends it, and whatever of its processes is left. Works from
 * any process on the machine. The driver alone is asked: were its helpers (loaders of data) ended with it, the step that
 * it is in could not be finished.
 */
export async function cancel(job: Job, handle: Handle, options: CancelOptions = {}): Promise<void> {
  const { signal } = options;
  const liveness = new Liveness(job, handle, options);
  const { pid } = handle;
  if ((await settle(liveness, signal)) === 'dead' || typeof pid !== 'number') {
    return;
  }
  const files = attemptFiles(job);
  await mkdir(files.folder, { recursive: true });
  await writeFile(files.cancelled, '');
  const here = handle.host === hostname();
  if (here && (await isDriver(pid, job.folder)) === false) {
    // A ledger may have come with a repository, and name any process: only a driver is ever signalled.
    return;
  }
  // Where there are no signals, and where the driver runs on another machine, a file asks.
  if (!here || process.platform === 'win32' || !send(pid, 'SIGTERM')) {
    await writeFile(files.stop, '');
  }
  const until = performance.now() + (options.graceMs ?? graceOf(job));
  while (performance.now() < until && (await liveness.look()) !== 'dead') {
    await sleep(pollMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
  if (here) {
    await endAll(pid, (await liveness.look()) !== 'dead');
  }
}

/** What is left of the driver, or of its group: that may have members that outlived it. */
async function endAll(pid: number, alive: boolean): Promise<void> {
  if (alive) {
    await killTree(pid);
  } else if (process.platform !== 'win32') {
    send(-pid, 'SIGKILL');
  }
}

/** A checkpoint of an adapter is megabytes; of a whole model with its optimizer it is tens of gigabytes. */
function graceOf({ spec }: Job): number {
  return spec.adapter.type === 'none' ? 10 * 60_000 : 60_000;
}

/** Whether there is one to cancel: a missed heartbeat is waited for first, so that nobody else is signalled. */
async function settle(liveness: Liveness, signal: AbortSignal | undefined): Promise<'alive' | 'dead'> {
  for (;;) {
    const life = await liveness.look();
    if (life !== 'silent') {
      return life;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}
