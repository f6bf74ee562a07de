import { type FileHandle, open } from 'node:fs/promises';
import { DriverStream, eventMarker, type StreamItem } from '../driver-stream.ts';
import { LineSplitter } from '../line-splitter.ts';
import type { Cursor, Observation } from '../observation.ts';
import { unlessMissing } from '../whole-file.ts';

/** How far a log was read: all lines before byte `offset`, and of the line there `items`. */
export interface LogPlace {
  readonly offset: number;
  readonly items: number;
  /** The log is over, and its writer's end was told. */
  readonly ended: boolean;
}

export const beginning: LogPlace = { offset: 0, items: 0, ended: false };

export function placeOf(cursor: Cursor | undefined): LogPlace {
  const [, offset, items, ended] = /^(\d{1,15})(?:\+(\d{1,3}))?(!)?$/.exec(cursor ?? '') ?? [];
  return { offset: Number(offset ?? 0), items: Number(items ?? 0), ended: ended !== undefined };
}

export function cursorOf({ offset, items, ended }: LogPlace): Cursor {
  return `${offset}${items > 0 ? `+${items}` : ''}${ended ? '!' : ''}`;
}

export interface TailItem {
  readonly n: number | undefined;
  readonly observation: Observation;
}

const chunkBytes = 256 * 1024;

/**
 * Reads a log that grows, from where it was left. Places are in bytes: that is what a file can be opened at, and what
 * stays right where the log holds bytes that are no text.
 */
export class LogTail {
  readonly #file: string;
  readonly #splitter: LineSplitter;
  readonly #stream: DriverStream;
  readonly #chunk = Buffer.alloc(chunkBytes);
  #handle: FileHandle | undefined;
  #offset: number;
  #skip: number;
  #place: LogPlace;
  /** What lines get that were written while nobody looked: the time of the event before them. */
  #time: string | undefined;
  #behind = true;

  constructor(file: string, token: string, from: LogPlace = beginning) {
    this.#file = file;
    this.#offset = from.offset;
    this.#skip = from.items;
    this.#place = from;
    this.#splitter = new LineSplitter(eventMarker(token), from.offset);
    this.#stream = new DriverStream(token, { now: () => this.#now() });
  }

  /** Behind the last item. */
  get place(): LogPlace {
    return this.#place;
  }

  /** The next items, or none where nothing was written since. */
  async read(): Promise<TailItem[]> {
    for (;;) {
      this.#handle ??= await open(this.#file, 'r').catch(unlessMissing);
      const read = await this.#handle?.read(this.#chunk, 0, chunkBytes, this.#offset);
      if (!read?.bytesRead) {
        this.#behind = false;
        return [];
      }
      this.#offset += read.bytesRead;
      // A character for each byte, so that places in the text are places in the file.
      const text = this.#chunk.toString('latin1', 0, read.bytesRead);
      const items = this.#items(this.#splitter.push(text));
      if (read.bytesRead < chunkBytes) {
        this.#behind = false;
      }
      if (items.length > 0) {
        return items;
      }
    }
  }

  /** The log is over: what stands in its last line. */
  end(): TailItem[] {
    return this.#items(this.#splitter.end());
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #items(lines: ReturnType<LineSplitter['push']>): TailItem[] {
    const found: TailItem[] = [];
    for (const line of lines) {
      const text = Buffer.from(line.text, 'latin1').toString('utf8');
      const items = this.#stream.read(text, line.continued);
      for (const [index, item] of items.entries()) {
        this.#place =
          index === items.length - 1
            ? { offset: line.end, items: 0, ended: false }
            : { offset: line.start, items: index + 1, ended: false };
        if (this.#skip > 0) {
          this.#skip--;
        } else {
          found.push(this.#found(item));
        }
      }
      // Its line was the first.
      this.#skip = 0;
    }
    return found;
  }

  #found({ n, observation }: StreamItem): TailItem {
    if (n !== undefined) {
      this.#time = observation.time;
    }
    return { n, observation: { ...observation, cursor: cursorOf(this.#place) } };
  }

  #now(): Date {
    return this.#behind && this.#time !== undefined ? new Date(this.#time) : new Date();
  }
}
