import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderId, TrainingProvider } from '../providers/provider.ts';
import { Changes } from './changes.ts';
import type { RunEvent } from './event.ts';
import { Followers } from './followers.ts';
import { inParallel } from './in-parallel.ts';
import { jobOf } from './job.ts';
import { createRun } from './ledger/create.ts';
import { type Disk, realDisk, touching } from './ledger/disk.ts';
import { eventsFile, layoutOf } from './ledger/layout.ts';
import { LockLost, RunLock } from './ledger/lock.ts';
import { removeRun, sweepStaging } from './ledger/remove.ts';
import { RunsFolder } from './ledger/runs-folder.ts';
import { EventTail } from './ledger/tail.ts';
import { newRecord, newToken, type PreparedData, type StartOptions } from './new-run.ts';
import { cancelFile, Owner } from './owner.ts';
import type { RunPlan } from './plan.ts';
import { messageOf, Run, type RunContext } from './run.ts';
import { RunError } from './run-error.ts';
import type { RunSummary } from './summary.ts';
import { type Timing, unlessAborted, usualTiming } from './timing.ts';

export interface RunServiceOptions {
  /** Absolute: the folder that holds `.tuneset`, or will. */
  readonly root: string;
  readonly providers: ReadonlyMap<ProviderId, TrainingProvider>;
  /** For a person who looks for a fault. */
  readonly log: (text: string) => void;
  readonly timing?: Partial<Timing>;
  readonly disk?: Disk;
}

/** Runs that are read at once. */
const readers = 8;

/**
 * The runs of a root: those started here, in other windows and on the command line, now and before. Of all processes
 * that look at a run one follows it; the others read what it notes, and one of them goes on where it ends.
 *
 * Methods throw `RunError` and `LedgerError`, whose messages are for people, and what providers throw.
 */
export class RunService {
  readonly #context: RunContext;
  readonly #folder: RunsFolder;
  readonly #changes: Changes;
  readonly #runs = new Map<string, Run>();
  readonly #followers: Followers;
  /** Being made here: not to be taken for somebody else's. */
  readonly #making = new Set<string>();
  readonly #closing = new AbortController();
  #polling: Promise<void> = Promise.resolve();

  constructor({ root, providers, log, timing, disk = realDisk }: RunServiceOptions) {
    const settled = { ...usualTiming, ...timing };
    this.#changes = new Changes(settled.notify, log);
    const layout = layoutOf(path.resolve(root));
    this.#folder = new RunsFolder(disk, layout);
    this.#context = {
      disk,
      layout,
      me: { token: randomBytes(8).toString('hex'), pid: process.pid, host: hostname() },
      timing: settled,
      providers,
      log,
      changed: (id) => this.#changes.add(id),
    };
    this.#followers = new Followers(this.#context);
  }

  /** Reads all runs, takes up those that nobody follows, and keeps an eye on the others. */
  async open(): Promise<void> {
    await sweepStaging(this.#context.disk, this.#context.layout, Date.now());
    await this.#look();
    this.#polling = this.#poll();
  }

  /** The newest first. */
  list(): RunSummary[] {
    return [...this.#runs.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).map((run) => run.summary());
  }

  get(id: string): RunSummary | undefined {
    return this.#runs.get(id)?.summary();
  }

  /** Calls with the ids of runs that came, changed or went; ends with what it returns. */
  onChange(listener: (ids: readonly string[]) => void): () => void {
    return this.#changes.listen(listener);
  }

  /**
   * Puts a run into the ledger, with the prepared rows, and has it started. Resolves with its id once the provider has
   * answered, or it is known that it doesn't: a provider's refusal is how this run ended, not an error of this call.
   */
  async start(plan: RunPlan, data: PreparedData, options: StartOptions): Promise<string> {
    const { disk, layout, me, timing } = this.#context;
    const provider = this.#provider(plan.provider);
    const record = await newRecord(plan, data.dataset, options);
    const lock = new RunLock(disk, layout.staging, me, timing);
    this.#making.add(record.id);
    try {
      const folder = await createRun(disk, layout, {
        record,
        data: data.staging,
        attempt: { type: 'attempt', time: record.created, token: newToken() },
        lock: async (staged) => {
          lock.moveTo(staged);
          await lock.acquire();
        },
      });
      lock.moveTo(folder);
      const run = await Run.load(this.#context, folder, lock);
      this.#runs.set(run.id, run);
      await this.#followers.follow(await Owner.holding(this.#context, run, provider, 'free'), true);
    } finally {
      this.#making.delete(record.id);
    }
    return record.id;
  }

  /** Goes on with a run that ended early, from its last checkpoint. */
  async resume(id: string): Promise<void> {
    const run = this.#run(id);
    const provider = this.#provider(run.record.provider);
    this.#mustBeResumable(run);
    await this.#followers.over(id);
    const owner = await this.#followers.take(run, provider);
    try {
      // Another window may have resumed it a moment ago.
      this.#mustBeResumable(run);
      const resumeFrom = run.fold.summary().checkpoints.at(-1)!.path;
      await owner.note({ type: 'attempt', token: newToken(), resumeFrom });
      await this.#folder.touch();
    } catch (error) {
      await owner.leave();
      throw error;
    }
    await this.#followers.follow(owner, true);
  }

  /** Asks a run to end, with a checkpoint where it can, whoever follows it. To cancel what is over is fine. */
  async cancel(id: string): Promise<void> {
    const run = this.#run(id);
    const provider = this.#provider(run.record.provider);
    await this.#followers.attend(run);
    try {
      const owner = this.#followers.owner(id);
      if (owner) {
        return await owner.cancel();
      }
    } catch (error) {
      // Another window may have taken the run up just now.
      if (!(error instanceof LockLost)) {
        throw error;
      }
    }
    const { attempt } = run.fold;
    if (!run.final && attempt) {
      // Its owner notes it, and asks again if this process ends before the provider has answered.
      const file = path.join(run.folder, cancelFile(attempt.number));
      await touching(file, 'written', async () => (await this.#context.disk.open(file, 'w')).close());
    }
    // What was lost sight of may be running still.
    if (attempt?.handle && (!run.final || run.fold.state === 'unknown')) {
      await provider.cancel(jobOf(run)!, attempt.handle);
    }
  }

  /** Removes a run that is over, with everything in its folder. */
  async remove(id: string): Promise<void> {
    const run = this.#run(id);
    const mustBeOver = (): void => {
      if (!run.final) {
        throw new RunError(`Run "${run.record.name}" is not over: cancel it first.`);
      }
    };
    mustBeOver();
    await this.#followers.over(id);
    if (!(await run.lock.acquire())) {
      throw new RunError(`Another window follows run "${run.record.name}" now.`);
    }
    try {
      await run.catchUp();
      mustBeOver();
      await removeRun(this.#context.disk, this.#context.layout, id);
    } catch (error) {
      await run.lock.release();
      throw error;
    }
    this.#drop(run);
  }

  /** Where the log of the last attempt is, as the trainer wrote it, if it is a file on this machine. */
  logFile(id: string): string | undefined {
    const run = this.#run(id);
    const job = jobOf(run);
    return job && run.provider?.logFile?.(job);
  }

  /** What happened in a run, from after an event. */
  async events(id: string, afterSeq = 0): Promise<readonly RunEvent[]> {
    const tail = new EventTail(this.#context.disk, eventsFile(this.#run(id).folder));
    const events: RunEvent[] = [];
    for await (const batch of tail.read()) {
      events.push(...batch.events.filter(({ seq }) => seq > afterSeq));
    }
    return events;
  }

  /**
   * What happened in a run, and what happens from now on. Ends when the run is over, was removed, the signal is aborted
   * or the service is closed; a run that is resumed is followed anew.
   */
  async *follow(id: string, signal: AbortSignal, afterSeq = 0): AsyncGenerator<RunEvent, void, undefined> {
    const run = this.#run(id);
    const tail = new EventTail(this.#context.disk, eventsFile(run.folder));
    const end = AbortSignal.any([signal, this.#closing.signal]);
    let last = afterSeq;
    while (!end.aborted) {
      const change = run.nextChange();
      const over = run.final || run.removed;
      for await (const { events } of tail.read()) {
        for (const event of events) {
          if (event.seq > last && !end.aborted) {
            last = event.seq;
            yield event;
          }
        }
      }
      if (over) {
        return;
      }
      await unlessAborted(change, end).catch(() => {});
    }
  }

  /** Stops following. Runs go on; whoever opens them next follows them. Waits for a start that is under way. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The run service was closed.'));
    await this.#polling;
    await this.#followers.close(this.#closing.signal.reason);
    this.#changes.flush();
  }

  /** Looks again and again at what others do. */
  async #poll(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await delay(this.#context.timing.poll, undefined, { signal: this.#closing.signal }).catch(() => {});
      if (!this.#closing.signal.aborted) {
        await this.#look().catch((error: unknown) => this.#context.log(messageOf(error)));
      }
    }
  }

  async #look(): Promise<void> {
    const names = await this.#folder.look();
    if (names) {
      for (const run of this.#runs.values()) {
        // A run that was started since the names were read is none that was removed.
        if (!names.includes(run.id) && !run.owned && !this.#making.has(run.id)) {
          this.#drop(run);
        }
      }
      const added = names.filter((id) => !this.#runs.has(id) && !this.#making.has(id));
      await inParallel(added, readers, (id) => this.#load(id));
    }
    // Where nothing was added or resumed, only runs that aren't over can have changed.
    const others = [...this.#runs.values()].filter((run) => !run.owned && (names || !run.final));
    await inParallel(others, readers, async (run) => {
      await run.refresh();
      await this.#followers.attend(run);
    });
  }

  async #load(id: string): Promise<void> {
    const { disk, layout } = this.#context;
    const folder = path.join(layout.runs, id);
    const run = await Run.load(this.#context, folder);
    // A run that is removed while it is read is no broken one.
    if (!run.broken || (await disk.stat(folder).catch(() => undefined))) {
      this.#runs.set(id, run);
      run.touch();
    }
  }

  #mustBeResumable(run: Run): void {
    const { state, resumable, checkpoints } = run.summary();
    if (!resumable) {
      const why = !run.final
        ? `it is ${state}`
        : checkpoints.length === 0
          ? 'it has no checkpoint to go on from'
          : `it is ${state}, or its provider can't resume runs`;
      throw new RunError(`Run "${run.record.name}" can't be resumed: ${why}.`);
    }
  }

  #drop(run: Run): void {
    this.#runs.delete(run.id);
    run.removed = true;
    run.touch();
  }

  #run(id: string): Run {
    const run = this.#runs.get(id);
    if (!run) {
      throw new RunError(`There is no run "${id}".`);
    }
    return run;
  }

  #provider(id: ProviderId): TrainingProvider {
    const provider = this.#context.providers.get(id);
    if (!provider) {
      throw new RunError(`There is no provider "${id}" here.`);
    }
    return provider;
  }
}
