import type { Io } from './io.ts';
import { counted } from './report/words.ts';

/** What takes less time than this is over before anybody could read it. */
const quietMs = 500;

const stepMs = 100;

/** One line on the terminal that says how far a check has come. Nothing at all where standard error is no terminal. */
export class Progress {
  readonly #io: Io;
  readonly #files: number;
  readonly #enabled: boolean;
  readonly #start = performance.now();
  #last = 0;

  constructor(io: Io, files: number, quiet: boolean) {
    this.#io = io;
    this.#files = files;
    this.#enabled = io.stderr.isTerminal && !quiet;
  }

  show(rows: number, files: number): void {
    const now = performance.now();
    if (!this.#enabled || now - this.#start < quietMs || now - this.#last < stepMs) {
      return;
    }
    this.#last = now;
    const done = this.#files > 1 ? `, ${files} of ${counted(this.#files, 'file')}` : '';
    void this.#io.stderr.write(`${clearLine}Checking: ${counted(rows, 'row')}${done}`);
  }

  /** Takes the line away again. */
  async clear(): Promise<void> {
    if (this.#last > 0) {
      await this.#io.stderr.write(clearLine);
    }
  }
}

export const clearLine = '\r\u001b[K';
