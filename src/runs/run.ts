import path from 'node:path';
import type { ProviderId, TrainingProvider } from '../providers/provider.ts';
import type { RunEvent } from './event.ts';
import { RunFold } from './fold.ts';
import { codeOf, type Disk } from './ledger/disk.ts';
import { eventsFile, type Layout } from './ledger/layout.ts';
import { type Identity, RunLock } from './ledger/lock.ts';
import { type RecordRead, readRecord } from './ledger/record-file.ts';
import { EventTail, type LineFault } from './ledger/tail.ts';
import type { RunSummary } from './summary.ts';
import type { Timing } from './timing.ts';

/** What all runs of a service share. */
export interface RunContext {
  readonly disk: Disk;
  readonly layout: Layout;
  readonly me: Identity;
  readonly timing: Timing;
  readonly providers: ReadonlyMap<ProviderId, TrainingProvider>;
  readonly log: (text: string) => void;
  readonly changed: (id: string) => void;
}

/** What of a run this process has trouble with. */
export type Trouble = 'reading' | 'writing' | 'following';

/** Faulty lines that a summary names one by one. */
const namedFaults = 5;

/** A run as this process knows it: its record, and its events as far as they were read. */
export class Run {
  readonly id: string;
  readonly folder: string;
  readonly lock: RunLock;
  #tail: EventTail;
  readonly #context: RunContext;
  readonly #content: RecordRead;
  #fold = new RunFold();
  #faults: LineFault[] = [];
  #stamp: string | undefined;
  #reading: Promise<void> | undefined;
  #followed: RunSummary['followed'] = 'no';
  readonly #troubles = new Map<Trouble, string>();
  #waiting: (() => void)[] = [];
  #summary: RunSummary | undefined;
  /** Its folder is gone. */
  removed = false;
  /** This process owns its lock: it appends to the events, and knows them without reading. */
  owned = false;

  private constructor(context: RunContext, folder: string, read: RecordRead, lock: RunLock | undefined) {
    this.id = path.basename(folder);
    this.folder = folder;
    this.#context = context;
    this.#content = read;
    this.lock = lock ?? new RunLock(context.disk, folder, context.me, context.timing);
    this.#tail = new EventTail(context.disk, eventsFile(folder));
  }

  /** Reads a run's record and events. Never throws: what is wrong is told with the run. */
  static async load(context: RunContext, folder: string, lock?: RunLock): Promise<Run> {
    const run = new Run(context, folder, await readRecord(context.disk, folder), lock);
    await run.refresh();
    return run;
  }

  get record(): RecordRead['record'] {
    return this.#content.record;
  }

  get broken(): boolean {
    return this.#content.broken !== undefined;
  }

  /** How far the events were read. */
  get tail(): EventTail {
    return this.#tail;
  }

  get fold(): RunFold {
    return this.#fold;
  }

  /** Whether nothing more is to come by itself. */
  get final(): boolean {
    return this.broken || this.#fold.final;
  }

  get provider(): TrainingProvider | undefined {
    return this.#context.providers.get(this.record.provider);
  }

  /** Reads what others have appended to the events, if anything. What goes wrong is told with the run. */
  async refresh(): Promise<void> {
    if (this.owned) {
      return;
    }
    try {
      await this.#read();
      this.setTrouble('reading', undefined);
    } catch (error) {
      this.setTrouble('reading', messageOf(error));
    }
  }

  /** For a new owner: reads all that former ones have appended. Throws `LedgerError`. */
  async catchUp(): Promise<void> {
    // What is being read now may have begun before the last line was appended.
    await this.#reading?.catch(() => {});
    await this.#read();
  }

  /** Reads everything anew: what this process appended last may not have become part of the run. */
  async reread(): Promise<void> {
    await this.#reading?.catch(() => {});
    this.#tail = new EventTail(this.#context.disk, eventsFile(this.folder));
    this.#fold = new RunFold();
    this.#faults = [];
    this.#stamp = undefined;
    await this.refresh();
  }

  /** Events that this process has appended. */
  take(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.#fold.take(event);
    }
    this.touch();
  }

  setFollowed(followed: RunSummary['followed']): void {
    if (this.#followed !== followed) {
      this.#followed = followed;
      this.touch();
    }
  }

  get followed(): RunSummary['followed'] {
    return this.#followed;
  }

  /** Something that keeps this process from knowing or noting what happens, until it is over. */
  setTrouble(of: Trouble, message: string | undefined): void {
    if (this.#troubles.get(of) !== message) {
      if (message === undefined) {
        this.#troubles.delete(of);
      } else {
        this.#troubles.set(of, message);
      }
      this.touch();
    }
  }

  /** Tells everybody that something is new. */
  touch(): void {
    this.#summary = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) {
      wake();
    }
    this.#context.changed(this.id);
  }

  /** Comes true at the next change. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  summary(): RunSummary {
    this.#summary ??= this.#summarize();
    return this.#summary;
  }

  #summarize(): RunSummary {
    const { record } = this;
    const folded = this.#fold.summary();
    return {
      ...folded,
      id: this.id,
      name: record.name,
      root: this.#context.layout.root,
      record,
      followed: this.#followed,
      problems: [...folded.problems, ...this.#warnings()],
      resumable: !this.broken && folded.resumable && this.provider?.capabilities.resume === true,
      ...(this.broken ? { broken: true, state: 'unknown', message: this.#content.broken } : {}),
    };
  }

  #warnings(): { severity: 'warning'; message: string }[] {
    const file = eventsFile(this.folder);
    const faults = this.#faults
      .slice(0, namedFaults)
      .map(({ line, message }) => `Line ${line} of ${file} ${message}, and is left out.`);
    if (this.#faults.length > namedFaults) {
      faults.push(`${this.#faults.length - namedFaults} more lines of ${file} are left out.`);
    }
    return [...this.#troubles.values(), ...faults].map((message) => ({
      severity: 'warning',
      message,
    }));
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readNew().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readNew(): Promise<void> {
    const stamp = await this.#stampOf();
    if (stamp === this.#stamp) {
      return;
    }
    for await (const batch of this.#tail.read()) {
      if (batch.restarted) {
        this.#fold = new RunFold();
        this.#faults = [];
      }
      this.#faults.push(...batch.faults);
      this.take(batch.events);
    }
    this.#stamp = stamp;
  }

  async #stampOf(): Promise<string> {
    try {
      const { size, ino } = await this.#context.disk.stat(eventsFile(this.folder));
      return `${ino}:${size}`;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return 'none';
      }
      throw error;
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
