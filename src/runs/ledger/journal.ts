import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import path from 'node:path';
import type { Observation } from '../../providers/observation.ts';
import type { LedgerEntry, RunEvent } from '../event.ts';
import { type Disk, LedgerError, syncFolder, touching } from './disk.ts';
import { lineOf, mustFlush } from './event-line.ts';
import { eventsFile } from './layout.ts';
import { LockLost } from './lock.ts';
import type { EventTail } from './tail.ts';

export interface JournalOptions {
  readonly disk: Disk;
  /** The run's folder. */
  readonly folder: string;
  /** Has read the file to its end, and is kept there. */
  readonly tail: EventTail;
  /** Throws where this process may not write any more. */
  readonly guard: () => Promise<unknown>;
  /**
   * The last owner didn't give the lock back. Should it wake up in the middle of a write: the events go on in a new file
   * under the same name, and what it still writes goes into the old one, which nobody reads.
   */
  readonly fence: boolean;
  /** Milliseconds after which what needn't be flushed at once is flushed. */
  readonly flushAfter: number;
}

/**
 * Appends to a run's `events.jsonl`. A batch is one write of whole lines; if it fails, nothing of it stays. Events that
 * others act on are on the disk, and the lock still ours, before `append` is over.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #file: string;
  readonly #handle: OpenFile;
  #turn: Promise<unknown> = Promise.resolve();
  /** A write failed, and what it left behind couldn't be cut off yet. */
  #torn = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: JournalOptions, handle: OpenFile) {
    this.#options = options;
    this.#file = eventsFile(options.folder);
    this.#handle = handle;
  }

  /** For the owner of the run's lock only. Cuts a last line that a crash has torn. */
  static async open(options: JournalOptions): Promise<Journal> {
    const { disk, folder, tail } = options;
    const file = eventsFile(folder);
    return touching(file, 'written', async () => {
      if (options.fence) {
        await copyWhole(options);
      }
      // Not for appending: on Windows such a file can't be cut. Only the owner writes, and knows where the end is.
      const handle = await disk.open(file, constants.O_RDWR | constants.O_CREAT);
      try {
        if ((await handle.stat()).size > tail.offset) {
          await handle.truncate(tail.offset);
          await handle.sync();
        }
        tail.cut();
      } catch (error) {
        await handle.close();
        throw error;
      }
      return new Journal(options, handle);
    });
  }

  /** Numbers the entries and writes them. Throws `LockLost`, or a `LedgerError` with nothing of them written. */
  append(attempt: number, entries: readonly (Observation | LedgerEntry)[]): Promise<readonly RunEvent[]> {
    const done = this.#turn.then(() => this.#append(attempt, entries));
    this.#turn = done.catch(() => {});
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    if (this.#timer) {
      this.#cancelTimer();
      await this.#handle.datasync().catch(() => {});
    }
    await this.#handle.close();
  }

  async #append(attempt: number, entries: readonly (Observation | LedgerEntry)[]): Promise<RunEvent[]> {
    const { guard, tail } = this.#options;
    if (this.#closed) {
      throw new LockLost();
    }
    await guard();
    const first = tail.seq + 1;
    const written = entries.map((entry, index) =>
      lineOf({ seq: first + index, attempt, ...entry } as RunEvent),
    );
    const bytes = Buffer.from(written.map(({ line }) => line).join(''));
    const flush = entries.some(mustFlush);
    await touching(this.#file, 'written', () => this.#write(bytes, flush));
    tail.skip({ bytes: bytes.length, lines: written.length, seq: tail.seq + written.length });
    if (flush) {
      // If somebody took the run over before this was written, it isn't part of the run: nobody may act on it.
      await guard();
    }
    return written.map(({ event }) => event);
  }

  async #write(bytes: Buffer, flush: boolean): Promise<void> {
    try {
      if (this.#torn) {
        await this.#cut();
      }
      const end = this.#options.tail.offset;
      for (let written = 0; written < bytes.length; ) {
        const length = bytes.length - written;
        written += (await this.#handle.write(bytes, written, length, end + written)).bytesWritten;
      }
      if (flush) {
        this.#cancelTimer();
        await this.#handle.datasync();
      } else {
        this.#timer ??= setTimeout(() => this.#flushLater(), this.#options.flushAfter);
      }
    } catch (error) {
      this.#torn = true;
      await this.#cut().catch(() => {});
      throw error;
    }
  }

  async #cut(): Promise<void> {
    await this.#handle.truncate(this.#options.tail.offset);
    this.#torn = false;
  }

  #flushLater(): void {
    this.#timer = undefined;
    // Where it fails the next write fails too, and that one is told.
    this.#turn = this.#turn.then(() => this.#handle.datasync()).catch(() => {});
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * To be called by a new owner before it reads the events: a former one that fell silent while it made a new file must
 * not put that in place any more.
 */
export async function clearCopies(disk: Disk, folder: string): Promise<void> {
  for (const name of await touching(folder, 'read', () => disk.readdir(folder))) {
    if (/^events\.jsonl\.[0-9a-f]+\.tmp$/.test(name)) {
      await disk.unlink(path.join(folder, name)).catch(() => {});
    }
  }
}

async function copyWhole({ disk, folder, tail, guard }: JournalOptions): Promise<void> {
  const file = eventsFile(folder);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const to = await disk.open(temporary, 'wx');
  try {
    try {
      // Whoever takes the run over from here on finds the copy and removes it.
      await guard();
      await copyBytes(disk, file, to, tail.offset);
      await to.sync();
    } finally {
      await to.close();
    }
    await disk.rename(temporary, file);
  } catch (error) {
    await disk.unlink(temporary).catch(() => {});
    throw error;
  }
  tail.moved();
  await syncFolder(disk, folder);
}

type OpenFile = Awaited<ReturnType<Disk['open']>>;

async function copyBytes(disk: Disk, file: string, to: OpenFile, length: number): Promise<void> {
  const from = await disk.open(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(length, 1024 * 1024));
    for (let done = 0; done < length; ) {
      const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, length - done), done);
      if (bytesRead === 0) {
        throw new LedgerError(file, 'has become shorter while it was read.');
      }
      await to.writeFile(buffer.subarray(0, bytesRead));
      done += bytesRead;
    }
  } finally {
    await from.close();
  }
}
