import type { RunEvent } from '../event.ts';
import { codeOf, type Disk, touching } from './disk.ts';
import { readLine } from './event-line.ts';

/** What was read of an event file since the last time. */
export interface TailBatch {
  readonly events: readonly RunEvent[];
  readonly faults: readonly LineFault[];
  /** The file is another one than before: what was read of the old one is void. */
  readonly restarted: boolean;
}

/** A line that is left out. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

const chunkSize = 256 * 1024;

/**
 * Reads an event file that grows. Only whole lines count: a last line without its end is being written, or was cut by a
 * crash, and is read once it is whole. A line in the middle that is no event is left out and told.
 */
export class EventTail {
  readonly #disk: Disk;
  readonly #file: string;
  #offset = 0;
  #lines = 0;
  #seq = 0;
  #inode: number | undefined;
  #torn = false;

  constructor(disk: Disk, file: string) {
    this.#disk = disk;
    this.#file = file;
  }

  /** Bytes of all whole lines so far. */
  get offset(): number {
    return this.#offset;
  }

  /** The number of the last event; 0 before any. */
  get seq(): number {
    return this.#seq;
  }

  /** Whether a line without its end came last. */
  get torn(): boolean {
    return this.#torn;
  }

  /** What came since the last call, in pieces, until the end of the file. A file that isn't there is an empty one. */
  async *read(): AsyncGenerator<TailBatch, void, undefined> {
    let handle: Awaited<ReturnType<Disk['open']>>;
    try {
      handle = await this.#disk.open(this.#file, 'r');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return;
      }
      return touching(this.#file, 'read', () => Promise.reject(error));
    }
    try {
      const { size, ino } = await handle.stat();
      let restarted = false;
      if (size < this.#offset || (this.#inode !== undefined && this.#inode !== ino)) {
        this.#offset = this.#lines = this.#seq = 0;
        restarted = true;
      }
      this.#inode = ino;
      for await (const text of this.#texts(handle)) {
        yield { ...this.#readLines(text), restarted };
        restarted = false;
      }
      if (restarted) {
        yield { events: [], faults: [], restarted };
      }
    } finally {
      await handle.close();
    }
  }

  /** Lines that this process has appended itself, and so needn't read. */
  skip(appended: { readonly bytes: number; readonly lines: number; readonly seq: number }): void {
    this.#offset += appended.bytes;
    this.#lines += appended.lines;
    this.#seq = appended.seq;
  }

  /** A line without its end was cut off. */
  cut(): void {
    this.#torn = false;
  }

  /** The same whole lines are now in another file of that name. */
  moved(): void {
    this.#inode = undefined;
  }

  /** The text of whole lines, without the last line's end. The offset is always where a line begins. */
  async *#texts(handle: Awaited<ReturnType<Disk['open']>>): AsyncGenerator<string> {
    const buffer = Buffer.alloc(chunkSize);
    let begun: Buffer[] = [];
    let position = this.#offset;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkSize, position);
      if (bytesRead === 0) {
        this.#torn = position > this.#offset;
        return;
      }
      const piece = buffer.subarray(0, bytesRead);
      const end = piece.lastIndexOf(newline);
      if (end === -1) {
        begun.push(Buffer.from(piece));
      } else {
        const text = Buffer.concat([...begun, piece.subarray(0, end)]).toString('utf8');
        begun = [Buffer.from(piece.subarray(end + 1))];
        this.#offset = position + end + 1;
        yield text;
      }
      position += bytesRead;
    }
  }

  #readLines(text: string): { events: RunEvent[]; faults: LineFault[] } {
    const events: RunEvent[] = [];
    const faults: LineFault[] = [];
    for (const line of text.split('\n')) {
      this.#lines++;
      const content = readLine(line);
      const seq = content.kind === 'event' ? content.event.seq : content.kind === 'foreign' ? content.seq : 0;
      if (content.kind === 'garbage') {
        faults.push({ line: this.#lines, message: 'is no event' });
      } else if (seq <= this.#seq) {
        faults.push({ line: this.#lines, message: `has the number ${seq}, which came before` });
      } else {
        this.#seq = seq;
        if (content.kind === 'event') {
          events.push(content.event);
        }
      }
    }
    return { events, faults };
  }
}

const newline = 0x0a;
