import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UnreadableFile } from './read.ts';
import type { FileReport } from './report.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

/** What came of one file. */
export type Outcome =
  | { readonly path: string; readonly report: FileReport }
  | { readonly path: string; readonly unreadable: UnreadableFile };

export interface PoolOptions {
  /** Ends all workers at once; what was awaited is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** A file is done, in no particular order. */
  readonly onFile?: (outcome: Outcome) => void;
  /** Rows checked so far in all files together, told a few times a second. */
  readonly onProgress?: (progress: { readonly rows: number; readonly files: number }) => void;
  /** Threads at most; one for each core where left out. */
  readonly threads?: number;
}

/** Checks files in parallel, each on a thread of its own. Outcomes come in the order of the tasks. */
export async function checkFiles(
  tasks: readonly WorkerTask[],
  options: PoolOptions = {},
): Promise<Outcome[]> {
  options.signal?.throwIfAborted();
  const run = new Run(tasks, options);
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), tasks.length));
  const abort = (): void => run.abort();
  options.signal?.addEventListener('abort', abort);
  try {
    await Promise.all(Array.from({ length: threads }, () => run.work()));
    return run.outcomes;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    run.end();
  }
}

/** Beside this file, in a bundle as in the sources. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.cjs', import.meta.url);

/** A thread may use as much memory as the machine can spare: large files are what it is for. */
const maxOldGenerationSizeMb = Math.max(4096, Math.floor((totalmem() / 2 ** 20) * 0.6));

class Run {
  readonly outcomes: Outcome[] = [];
  readonly #tasks: readonly WorkerTask[];
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #rows: number[] = [];
  #next = 0;
  #files = 0;

  constructor(tasks: readonly WorkerTask[], options: PoolOptions) {
    this.#tasks = tasks;
    this.#options = options;
  }

  /** Takes tasks until there are none left. */
  async work(): Promise<void> {
    let worker: Worker | undefined;
    while (this.#next < this.#tasks.length) {
      this.#options.signal?.throwIfAborted();
      const index = this.#next++;
      worker ??= this.#start();
      const message = await this.#ask(worker, index);
      if (message.kind === 'failed') {
        throw message.error;
      }
      if (message.kind === 'died') {
        worker = undefined;
      }
      this.#finish(index, message);
    }
    await worker?.terminate();
  }

  abort(): void {
    this.end();
  }

  end(): void {
    this.#next = this.#tasks.length;
    for (const worker of this.#workers) {
      void worker.terminate();
    }
  }

  #start(): Worker {
    const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb } });
    this.#workers.add(worker);
    worker.once('exit', () => this.#workers.delete(worker));
    return worker;
  }

  /** Gives a worker a task and waits for what comes of it. */
  #ask(worker: Worker, index: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle();
      };
      const onMessage = (message: WorkerMessage): void => {
        if (message.kind === 'progress') {
          this.#progress(index, message.rows);
        } else {
          done(() => resolve(message));
        }
      };
      const onError = (error: NodeJS.ErrnoException): void => {
        const died = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        done(() => (died ? resolve({ kind: 'died' }) : reject(error)));
      };
      // Ended from outside: by the signal, or because another file failed.
      const onExit = (): void =>
        done(() => reject(this.#options.signal?.reason ?? new Error('The check was ended.')));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(this.#tasks[index]);
    });
  }

  #finish(index: number, message: Exclude<Answer, { kind: 'failed' }>): void {
    const { path } = this.#tasks[index]!;
    const outcome: Outcome =
      message.kind === 'report'
        ? { path, report: message.report }
        : {
            path,
            unreadable: new UnreadableFile(
              path,
              message.kind === 'died'
                ? 'is too large to be checked in the memory there is. Split it into several files.'
                : message.reason,
            ),
          };
    this.outcomes[index] = outcome;
    this.#files++;
    this.#progress(index, 'report' in outcome ? outcome.report.rows : 0);
    this.#options.onFile?.(outcome);
  }

  #progress(index: number, rows: number): void {
    this.#rows[index] = rows;
    const total = this.#rows.reduce((sum, count) => sum + (count ?? 0), 0);
    this.#options.onProgress?.({ rows: total, files: this.#files });
  }
}

type Answer = Exclude<WorkerMessage, { kind: 'progress' }> | { readonly kind: 'died' };
