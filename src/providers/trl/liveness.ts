import { realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isAlive, isProgram } from '../processes.ts';
import type { Handle, Job } from '../provider.ts';
import { attemptFiles } from './attempt.ts';
import { modifiedOf } from './claim.ts';

export interface LivenessOptions {
  /** Milliseconds without a heartbeat after which one is missed; the driver's comes every two seconds. */
  readonly staleMs?: number;
  /** A missed heartbeat is looked for again after this long: after a sleep of the machine each is late once. */
  readonly againMs?: number;
}

/** `silent`: it may live, but its number may be another's by now; asked again after a while it is one or the other. */
export type Life = 'alive' | 'silent' | 'dead';

/**
 * Whether a driver lives. Its number alone doesn't tell: numbers are given again. So the claim that it touches must be
 * fresh, or what runs under the number must be our driver in the run's folder.
 */
export class Liveness {
  readonly #job: Job;
  readonly #handle: Handle;
  readonly #staleMs: number;
  readonly #againMs: number;
  #missed: { readonly modified: number | undefined; readonly at: number } | undefined;

  constructor(job: Job, handle: Handle, options: LivenessOptions = {}) {
    this.#job = job;
    this.#handle = handle;
    this.#staleMs = options.staleMs ?? 60_000;
    this.#againMs = options.againMs ?? 6_000;
  }

  async look(): Promise<Life> {
    const { pid } = this.#handle;
    if (typeof pid !== 'number') {
      return 'dead';
    }
    const here = this.#handle.host === hostname();
    if (here && !(await isAlive(pid))) {
      return 'dead';
    }
    const modified = await modifiedOf(attemptFiles(this.#job).claim).catch(() => undefined);
    if (modified !== undefined && Date.now() - modified < this.#staleMs) {
      this.#missed = undefined;
      return 'alive';
    }
    const ours = here ? await isDriver(pid, this.#job.folder) : undefined;
    if (ours !== undefined) {
      return ours ? 'alive' : 'dead';
    }
    return this.#missedAgain(modified) ? 'dead' : 'silent';
  }

  #missedAgain(modified: number | undefined): boolean {
    const now = performance.now();
    if (this.#missed === undefined || this.#missed.modified !== modified) {
      this.#missed = { modified, at: now };
    }
    return now - this.#missed.at >= this.#againMs;
  }
}

/** Whether what runs under a number on this machine is the driver of a run's folder; undefined where that can't be told. */
export async function isDriver(pid: number, folder: string): Promise<boolean | undefined> {
  // The system tells folders by their real names.
  return isProgram(pid, 'train.py', await realpath(folder).catch(() => folder));
}
