import type { Observation } from '../providers/observation.ts';
import type { TrainingProvider } from '../providers/provider.ts';
import type { LedgerEntry } from './event.ts';
import { jobOf } from './job.ts';
import { clearCopies, Journal } from './ledger/journal.ts';
import { LockLost, type LockState } from './ledger/lock.ts';
import { messageOf, type Run, type RunContext } from './run.ts';
import { Patience } from './timing.ts';

/** Without the moment, which is now. */
export type Note = Observation | LedgerEntry extends infer Entry
  ? Entry extends { readonly time: string }
    ? Omit<Entry, 'time'>
    : never
  : never;

/** Left in a run's folder by who wants it to end and doesn't own it. */
export function cancelFile(attempt: number): string {
  return `cancel-${attempt}`;
}

/** A run that this process owns: it alone appends to its events, and says every so often that it is there. */
export class Owner {
  readonly run: Run;
  readonly provider: TrainingProvider;
  readonly context: RunContext;
  readonly #journal: Journal;
  readonly #controller = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #starting: AbortController | undefined;
  #pursuing = false;

  private constructor(context: RunContext, run: Run, provider: TrainingProvider, journal: Journal) {
    this.context = context;
    this.run = run;
    this.provider = provider;
    this.#journal = journal;
    this.#heartbeat = setInterval(() => void this.#beat(), context.timing.heartbeat);
  }

  /** Makes this process the owner of a run; undefined if another one is. Throws `LedgerError`. */
  static async take(context: RunContext, run: Run, provider: TrainingProvider): Promise<Owner | undefined> {
    const state = await run.lock.acquire();
    return state && Owner.holding(context, run, provider, state);
  }

  /** For who holds the run's lock already; `state` is how it was found. Throws `LedgerError`, and gives the lock back. */
  static async holding(
    context: RunContext,
    run: Run,
    provider: TrainingProvider,
    state: LockState,
  ): Promise<Owner> {
    const { disk, timing } = context;
    const { folder, tail, lock } = run;
    run.owned = true;
    try {
      await clearCopies(disk, folder);
      await run.catchUp();
      const journal = await Journal.open({
        disk,
        folder,
        tail,
        guard: () => lock.check(),
        fence: state !== 'free',
        flushAfter: timing.flush,
      });
      run.setFollowed('here');
      return new Owner(context, run, provider, journal);
    } catch (error) {
      run.owned = false;
      await lock.release().catch(() => {});
      throw error;
    }
  }

  /** Aborted when this process is to follow the run no longer. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Appends events, and folds them once they are written. Throws `LockLost` and `LedgerError`. */
  async append(entries: readonly (Observation | LedgerEntry)[]): Promise<void> {
    try {
      const attempt = this.run.fold.attempt?.number ?? 0;
      const beginning = entries.find((entry) => entry.type === 'attempt');
      this.run.take(await this.#journal.append(beginning ? attempt + 1 : attempt, entries));
      this.run.setTrouble('writing', undefined);
    } catch (error) {
      if (error instanceof LockLost) {
        this.stop(error);
      }
      throw error;
    }
  }

  note(...notes: readonly Note[]): Promise<void> {
    const time = new Date().toISOString();
    return this.append(notes.map((entry) => ({ ...entry, time }) as Observation | LedgerEntry));
  }

  /** Asks the job to end. Throws what the provider throws, and goes on trying then. */
  async cancel(): Promise<void> {
    if (this.run.final) {
      return;
    }
    if (!this.run.fold.attempt?.cancelRequested) {
      await this.note({ type: 'cancel-requested' });
    }
    this.#starting?.abort(new Error('The run was cancelled.'));
    try {
      await this.#endJob();
    } catch (error) {
      this.pursueCancel();
      throw error;
    }
  }

  /** Asks the job to end if somebody wanted that, until the provider has taken it. */
  pursueCancel(): void {
    if (!this.#pursuing && this.run.fold.attempt?.cancelRequested) {
      this.#pursuing = true;
      void this.#pursue().finally(() => {
        this.#pursuing = false;
      });
    }
  }

  /** Does what starts a job, with a signal that a cancel aborts. */
  async starting<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#starting = new AbortController();
    try {
      return await work(this.#starting.signal);
    } finally {
      this.#starting = undefined;
    }
  }

  /** Ends following: `reason` is what it is for. */
  stop(reason: Error): void {
    this.#controller.abort(reason);
  }

  /** Flushes, and gives the lock back where it is owned still. */
  async leave(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#journal.close().catch((error: unknown) => this.context.log(messageOf(error)));
    this.run.owned = false;
    await this.run.lock.release().catch((error: unknown) => this.context.log(messageOf(error)));
    this.run.setTrouble('writing', undefined);
    this.run.setFollowed('no');
  }

  async #endJob(): Promise<void> {
    const job = jobOf(this.run);
    const handle = this.run.fold.attempt?.handle;
    if (job && handle && !this.run.final) {
      await this.provider.cancel(job, handle, this.signal);
    }
  }

  async #pursue(): Promise<void> {
    const patience = new Patience(this.context.timing);
    while (!this.run.final && !this.signal.aborted) {
      try {
        await this.#endJob();
        return;
      } catch (error) {
        this.context.log(`Run ${this.run.id} could not be cancelled yet: ${messageOf(error)}`);
        await patience.wait(this.signal).catch(() => {});
      }
    }
  }

  async #beat(): Promise<void> {
    try {
      const names = await this.run.lock.beat();
      const attempt = this.run.fold.attempt;
      if (attempt && !attempt.cancelRequested && names.includes(cancelFile(attempt.number))) {
        await this.cancel();
      }
    } catch (error) {
      if (error instanceof LockLost) {
        this.stop(error);
      } else {
        this.context.log(messageOf(error));
      }
    }
  }
}
