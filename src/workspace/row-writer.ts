import { closeSync, openSync, writeSync } from 'node:fs';
import { UnreadableFile } from './read.ts';
import { writeReason } from './write.ts';

const chunk = 1_000_000;

/**
 * Writes prepared rows and, beside each, where it came from, in chunks of about a megabyte. Synchronous: it runs on a
 * thread of its own, and has nothing else to do meanwhile.
 */
export class RowWriter {
  readonly #name: string;
  readonly #rows: Output;
  readonly #sources: Output;

  /** `name`: what the rows' file is called in the sources. Neither may be there yet. Throws `UnreadableFile`. */
  constructor(to: { readonly rows: string; readonly sources: string }, name: string) {
    this.#name = JSON.stringify(name);
    this.#rows = new Output(to.rows);
    this.#sources = new Output(to.sources);
  }

  add(row: unknown, line: number, hash: Buffer): void {
    this.#rows.write(`${JSON.stringify(row)}\n`);
    this.#sources.write(`[${this.#name},${line},"${hash.toString('hex')}"]\n`);
  }

  /** Writes what is left. Gives the number of bytes of all rows. */
  end(): number {
    this.#sources.flush();
    return this.#rows.flush();
  }

  close(): void {
    this.#rows.close();
    this.#sources.close();
  }
}

class Output {
  readonly #path: string;
  readonly #file: number;
  #pending = '';
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = this.#try(() => openSync(path, 'wx'));
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length > chunk) {
      this.flush();
    }
  }

  flush(): number {
    const bytes = Buffer.from(this.#pending);
    let written = 0;
    while (written < bytes.length) {
      written += this.#try(() => writeSync(this.#file, bytes, written));
    }
    this.#pending = '';
    this.#bytes += bytes.length;
    return this.#bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  #try<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw new UnreadableFile(this.#path, writeReason(error), error);
    }
  }
}
