import { setTimeout as delay } from 'node:timers/promises';
import { DriverStream, type StreamItem, type StreamPosition } from '../driver-stream.ts';
import { type Cursor, isFinal, type Observation, type Seen, type StateSeen } from '../observation.ts';
import { Channel } from './channel.ts';
import { type Progress, readCursor, writeCursor } from './cursor.ts';
import { ending } from './ending.ts';
import type { JobEnd, JobReport, RemoteJob } from './remote-job.ts';

export interface FollowOptions {
  readonly job: RemoteJob;
  /** What marks the driver's own lines. */
  readonly token: string;
  readonly after: Cursor | undefined;
  readonly signal: AbortSignal;
  readonly pace: Pace;
}

/** Milliseconds between looks; given by the provider, as a look costs more here than there. */
export interface Pace {
  /** Between two questions how the job stands. */
  readonly report: number;
  /** Before a log that was cut is read again; doubles up to ten times this while nothing comes of it. */
  readonly log: number;
  /** How long an end is waited for that should come at once: of the log behind the job's, of the job behind the driver's. */
  readonly grace: number;
}

/** Readings of an ended job's log that may fail before we go without. */
const patience = 4;

/**
 * Follows a job: what its driver prints, and how its platform says it stands. The log can only be read from its
 * beginning, so each reading skips what was told before. The driver's final state is held back until the job has ended.
 */
export async function* followJob(options: FollowOptions): AsyncGenerator<Observation> {
  const over = new AbortController();
  const follower = new Follower(options, AbortSignal.any([options.signal, over.signal]));
  try {
    yield* follower.run();
  } finally {
    over.abort();
  }
}

type Happening =
  | { readonly kind: 'report'; readonly report: JobReport | 'gone' }
  | { readonly kind: 'trouble'; readonly message: string }
  | { readonly kind: 'relief' }
  | { readonly kind: 'reading'; readonly afterEnd: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'read'; readonly whole: boolean }
  | { readonly kind: 'enough' };

class Follower {
  readonly #options: FollowOptions;
  readonly #signal: AbortSignal;
  readonly #happenings = new Channel<Happening>();
  #told: Progress;
  #stream: DriverStream;
  #final: StateSeen | undefined;
  #end: JobEnd | undefined;
  #lastLine: string | undefined;
  /** The reading of the log that is going on: what ends it, and whether the job had ended before it began. */
  #reading = { controller: new AbortController(), afterEnd: false };
  /** The same of the reading whose text is being taken. */
  #takenAfterEnd = false;
  #failedReadings = 0;
  #finished: { readonly logRead: boolean } | undefined;

  constructor(options: FollowOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#told = readCursor(options.after);
    this.#stream = new DriverStream(options.token);
  }

  async *run(): AsyncGenerator<Observation> {
    void this.#watch().catch(() => {});
    void this.#read().catch(() => {});
    while (!this.#finished) {
      yield* this.#take(await this.#happenings.take(this.#signal));
    }
    const { logRead } = this.#finished;
    if (logRead) {
      yield* this.#items(this.#stream.end());
    }
    const { checkpoint } = this.#told;
    for (const seen of ending({
      driver: this.#final,
      end: this.#end,
      checkpoint,
      logRead,
      lastLine: this.#lastLine,
    })) {
      yield this.#now(seen);
    }
  }

  /** Asks how the job stands until it has ended. */
  async #watch(): Promise<void> {
    const { job, pace } = this.#options;
    let wait = pace.report;
    let trouble: string | undefined;
    for (;;) {
      try {
        const report = await job.report(this.#signal);
        if (trouble !== undefined) {
          this.#happenings.push({ kind: 'relief' });
        }
        trouble = undefined;
        wait = pace.report;
        this.#happenings.push({ kind: 'report', report });
        if (report === 'gone' || report.stage === 'ended') {
          return;
        }
      } catch (error) {
        this.#signal.throwIfAborted();
        const message = error instanceof Error ? error.message : String(error);
        if (message !== trouble) {
          this.#happenings.push({ kind: 'trouble', message });
        }
        trouble = message;
        wait = Math.min(wait * 2, pace.report * 10);
      }
      await delay(wait, undefined, { signal: this.#signal });
    }
  }

  /** Reads the log again and again until somebody says that it is enough. */
  async #read(): Promise<void> {
    const { job, pace } = this.#options;
    let wait = pace.log;
    for (;;) {
      const controller = new AbortController();
      const afterEnd = this.#end !== undefined;
      this.#reading = { controller, afterEnd };
      const signal = AbortSignal.any([this.#signal, controller.signal]);
      this.#happenings.push({ kind: 'reading', afterEnd });
      let whole = true;
      let brought = false;
      try {
        for await (const text of job.log(afterEnd, signal)) {
          brought = true;
          await this.#happenings.put({ kind: 'text', text }, signal);
        }
      } catch {
        this.#signal.throwIfAborted();
        whole = false;
      }
      this.#happenings.push({ kind: 'read', whole });
      // Cut in the middle it is taken up at once; what only comes as a whole is not asked for too often.
      wait = brought && !whole ? pace.log : Math.min(wait * 2, pace.log * 10);
      await delay(wait, undefined, { signal: this.#signal });
    }
  }

  *#take(happening: Happening): Generator<Observation> {
    switch (happening.kind) {
      case 'report':
        yield* this.#report(happening.report);
        break;
      case 'trouble':
        yield this.#now({
          type: 'log',
          level: 'warning',
          text: `${happening.message} The run goes on; trying again until there is an answer.`,
        });
        break;
      case 'relief':
        // Its connection may be dead without knowing.
        this.#reading.controller.abort();
        yield this.#now({ type: 'log', level: 'info', text: 'There is an answer again.' });
        break;
      case 'reading':
        this.#stream = new DriverStream(this.#options.token);
        this.#takenAfterEnd = happening.afterEnd;
        break;
      case 'text':
        yield* this.#items(this.#stream.push(happening.text));
        break;
      case 'read':
        this.#logRead(happening.whole);
        break;
      case 'enough':
        this.#finished = { logRead: true };
        break;
    }
  }

  *#report(report: JobReport | 'gone'): Generator<Observation> {
    if (report === 'gone') {
      this.#end = {
        how: 'gone',
        message:
          'The job is no longer known where it ran: it was deleted there, or the cluster was restarted.',
      };
      this.#finished = { logRead: false };
      return;
    }
    if (report.stage === 'ended') {
      this.#end = report.end ?? { how: 'failed', message: report.message ?? 'The job ended.' };
      this.#afterGrace(() => {
        if (!this.#reading.afterEnd) {
          this.#reading.controller.abort();
        }
      });
      return;
    }
    // Once the driver speaks, it knows better.
    if (report.word !== this.#told.word && this.#told.position.n === 0) {
      this.#told = { ...this.#told, word: report.word };
      const { message } = report;
      yield this.#now({
        type: 'state',
        state: stateOf(report),
        ...(message === undefined ? {} : { message }),
      });
    }
  }

  *#items(items: readonly StreamItem[]): Generator<Observation> {
    for (const { observation, position } of items) {
      this.#note(observation);
      if (!isBehind(position, this.#told.position)) {
        continue;
      }
      const checkpoint = this.#told.checkpoint || observation.type === 'checkpoint';
      if (observation.type === 'state' && isFinal(observation.state)) {
        continue;
      }
      this.#told = { ...this.#told, position, checkpoint };
      yield { ...observation, cursor: writeCursor(this.#told) };
    }
  }

  /** What is known even of what was told before: the log is read as a whole each time. */
  #note(seen: Seen): void {
    if (seen.type === 'log') {
      this.#lastLine = seen.text;
    } else if (seen.type === 'state' && isFinal(seen.state) && !this.#final) {
      this.#final = seen;
      this.#afterGrace(() => this.#happenings.push({ kind: 'enough' }));
    }
  }

  #logRead(whole: boolean): void {
    if (!this.#end) {
      return;
    }
    if (this.#final || (this.#takenAfterEnd && whole)) {
      this.#finished = { logRead: true };
    } else if (this.#takenAfterEnd && ++this.#failedReadings >= patience) {
      this.#finished = { logRead: false };
    }
  }

  #afterGrace(act: () => void): void {
    delay(this.#options.pace.grace, undefined, { signal: this.#signal }).then(act, () => {});
  }

  #now(seen: Seen): Observation {
    return { time: new Date().toISOString(), cursor: writeCursor(this.#told), ...seen };
  }
}

function stateOf(report: JobReport): string {
  switch (report.stage) {
    case 'waiting':
      return 'queued';
    case 'running':
      return 'preparing';
    default:
      return report.word.toLowerCase();
  }
}

function isBehind(position: StreamPosition, told: StreamPosition): boolean {
  return position.n > told.n || (position.n === told.n && position.logs > told.logs);
}
