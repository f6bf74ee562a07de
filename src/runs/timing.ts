import { isProcessAlive, type LockTiming } from './ledger/lock.ts';

/** All that the run service does by the clock, in milliseconds. Tests set their own. */
export interface Timing extends LockTiming {
  /** Between two signs of life of a run's owner. */
  readonly heartbeat: number;
  /** Between two looks at runs that others follow. */
  readonly poll: number;
  /** After which lines that needn't be flushed at once are flushed. */
  readonly flush: number;
  /** Before following is tried again, at first and at most. */
  readonly retry: number;
  readonly retryAtMost: number;
  /** Within which changes are told together. */
  readonly notify: number;
}

export const usualTiming: Timing = {
  heartbeat: 2000,
  stale: 10_000,
  poll: 1000,
  flush: 1000,
  retry: 1000,
  retryAtMost: 60_000,
  notify: 50,
  now: () => performance.now(),
  isAlive: isProcessAlive,
};

/** Waits; rejects with the signal's reason once it is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return unlessAborted(
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    }),
    signal,
  );
}

/** What a promise comes to, or a rejection with the signal's reason as soon as it is aborted. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      promise.catch(() => {});
      reject(signal.reason);
      return;
    }
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Grows from try to try, until something succeeded. */
export class Patience {
  readonly #timing: Timing;
  #delay: number;

  constructor(timing: Timing) {
    this.#timing = timing;
    this.#delay = timing.retry;
  }

  reset(): void {
    this.#delay = this.#timing.retry;
  }

  async wait(signal: AbortSignal): Promise<void> {
    const delay = this.#delay;
    this.#delay = Math.min(delay * 2, this.#timing.retryAtMost);
    await sleep(delay, signal);
  }
}
