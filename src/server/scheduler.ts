/** How long the server computes before it looks for messages again. */
const sliceMilliseconds = 10;

/** What the scheduler works on: anything that can do its work in parts. */
export interface Work {
  readonly dataset: {
    readonly pending: number;
    /** Works until nothing is left (true), or until `stop` says so (false). */
    work(stop: () => boolean): boolean;
  };
}

export interface WorkListener<W extends Work> {
  /** After a slice that did not finish the work; `elapsed` milliseconds after it began. */
  progressed(work: W, elapsed: number): void;
  /** All is done, or what is left was cancelled: then `pending` is not 0. */
  finished(work: W): void;
  failed(work: W, error: unknown): void;
}

/**
 * Checks documents in slices with room for messages between them, so that a hover is answered while 50,000 rows are
 * being checked. What was edited last is worked on first.
 */
export class Scheduler<W extends Work> {
  readonly #listener: WorkListener<W>;
  /** When each began, the most urgent last. */
  readonly #queue = new Map<W, number>();
  readonly #waiting = new Map<W, (() => void)[]>();
  #scheduled = false;

  constructor(listener: WorkListener<W>) {
    this.#listener = listener;
  }

  /** There is work, and it comes before all other. */
  wake(work: W): void {
    const began = this.#queue.get(work) ?? performance.now();
    this.#queue.delete(work);
    this.#queue.set(work, began);
    this.#schedule();
  }

  /** Leaves the rest of the work undone until it is woken again. */
  cancel(work: W): void {
    if (this.#queue.has(work)) {
      this.#finish(work);
    }
  }

  /** Forgets the work, and nobody is told. */
  drop(work: W): void {
    this.#queue.delete(work);
    this.#release(work);
  }

  /** Resolves when the work is done, cancelled or dropped. */
  settled(work: W): Promise<void> {
    if (!this.#queue.has(work)) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.set(work, [...(this.#waiting.get(work) ?? []), resolve]);
    });
  }

  #schedule(): void {
    if (!this.#scheduled && this.#queue.size > 0) {
      this.#scheduled = true;
      setImmediate(() => this.#slice());
    }
  }

  #slice(): void {
    this.#scheduled = false;
    const last = [...this.#queue].at(-1);
    if (last === undefined) {
      return;
    }
    const [work, began] = last;
    const end = performance.now() + sliceMilliseconds;
    try {
      if (work.dataset.work(() => performance.now() >= end)) {
        this.#finish(work);
      } else {
        this.#listener.progressed(work, performance.now() - began);
      }
    } catch (error) {
      // The row that was too much has left the list of pending ones: the rest is checked all the same.
      this.#listener.failed(work, error);
      if (work.dataset.pending === 0) {
        this.#finish(work);
      }
    }
    this.#schedule();
  }

  #finish(work: W): void {
    this.#queue.delete(work);
    this.#listener.finished(work);
    this.#release(work);
  }

  #release(work: W): void {
    const waiting = this.#waiting.get(work) ?? [];
    this.#waiting.delete(work);
    for (const resolve of waiting) {
      resolve();
    }
  }
}
