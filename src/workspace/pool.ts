import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PreparedFile } from './prepare-file.ts';
import { UnreadableFile } from './read.ts';
import type { FileReport } from './report.ts';
import type { CheckTask, PrepareTask, WorkerMessage, WorkerResult, WorkerTask } from './worker.ts';

/** What came of one file that was checked. */
export type Outcome =
  | { readonly path: string; readonly report: FileReport }
  | { readonly path: string; readonly unreadable: UnreadableFile };

export interface PoolOptions {
  /** Ends all workers at once; what was awaited is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** A file is done, in no particular order. */
  readonly onFile?: (outcome: Outcome) => void;
  /** Rows checked so far in all files together, told a few times a second. */
  readonly onProgress?: (progress: PoolProgress) => void;
  /** Threads at most; one for each core where left out. */
  readonly threads?: number;
}

export interface PoolProgress {
  readonly rows: number;
  readonly files: number;
  /** The share of the work that is done, 0 to 1; each file counts the same. */
  readonly share: number;
}

/** Checks files in parallel, each on a thread of its own. Outcomes come in the order of the tasks. */
export async function checkFiles(
  tasks: readonly CheckTask[],
  { onFile, ...options }: PoolOptions = {},
): Promise<Outcome[]> {
  const outcomeOf = ({ path, ...done }: Done<FileReport>): Outcome =>
    'result' in done ? { path, report: done.result } : { path, unreadable: done.unreadable };
  const onDone = onFile && ((done: Done<FileReport>): void => onFile(outcomeOf(done)));
  return (await onThreads(tasks, options, onDone)).map(outcomeOf);
}

/**
 * Makes files ready for training, each on a thread of its own. Throws `UnreadableFile` for the first of them that can't
 * be read. Whatever happens, no thread writes any more once it is settled.
 */
export async function prepareFiles(
  tasks: readonly PrepareTask[],
  options: ThreadOptions = {},
): Promise<PreparedFile[]> {
  return (await onThreads<PreparedFile>(tasks, options)).map((one) => {
    if ('unreadable' in one) {
      throw one.unreadable;
    }
    return one.result;
  });
}

type Done<R extends WorkerResult> =
  | { readonly path: string; readonly result: R }
  | { readonly path: string; readonly unreadable: UnreadableFile };

type ThreadOptions = Omit<PoolOptions, 'onFile'>;

async function onThreads<R extends WorkerResult>(
  tasks: readonly WorkerTask[],
  options: ThreadOptions,
  onDone?: (done: Done<R>) => void,
): Promise<Done<R>[]> {
  options.signal?.throwIfAborted();
  const run = new Run<R>(tasks, options, onDone);
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), tasks.length));
  const abort = (): void => void run.end();
  options.signal?.addEventListener('abort', abort);
  try {
    await Promise.all(Array.from({ length: threads }, () => run.work()));
    return run.done;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    await run.end();
  }
}

/** Beside this file, in a bundle as in the sources. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.cjs', import.meta.url);

/** A thread may use as much memory as the machine can spare: large files are what it is for. */
const maxOldGenerationSizeMb = Math.max(4096, Math.floor((totalmem() / 2 ** 20) * 0.6));

class Run<R extends WorkerResult> {
  readonly done: Done<R>[] = [];
  readonly #tasks: readonly WorkerTask[];
  readonly #options: ThreadOptions;
  readonly #onDone: ((done: Done<R>) => void) | undefined;
  readonly #workers = new Set<Worker>();
  readonly #rows: number[] = [];
  readonly #shares: number[] = [];
  #next = 0;
  #files = 0;

  constructor(tasks: readonly WorkerTask[], options: ThreadOptions, onDone?: (done: Done<R>) => void) {
    this.#tasks = tasks;
    this.#options = options;
    this.#onDone = onDone;
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

  /** Settled when no thread runs any more. */
  async end(): Promise<void> {
    this.#next = this.#tasks.length;
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
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
          this.#progress(index, message.rows, message.of);
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
    const done: Done<R> =
      message.kind === 'result'
        ? // What kind of result comes of a task is its kind: `answer` in worker.ts.
          { path, result: message.result as R }
        : {
            path,
            unreadable:
              message.kind === 'died'
                ? new UnreadableFile(
                    path,
                    'is too large to be checked in the memory there is. Split it into several files.',
                  )
                : new UnreadableFile(message.path, message.reason),
          };
    this.done[index] = done;
    this.#files++;
    const rows = 'result' in done ? done.result.rows : 0;
    this.#progress(index, rows, rows);
    this.#onDone?.(done);
  }

  #progress(index: number, rows: number, of: number): void {
    this.#rows[index] = rows;
    this.#shares[index] = of === 0 ? 1 : rows / of;
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + (count ?? 0), 0);
    const share = sum(this.#shares) / this.#tasks.length;
    this.#options.onProgress?.({ rows: sum(this.#rows), files: this.#files, share });
  }
}

type Answer = Exclude<WorkerMessage, { kind: 'progress' }> | { readonly kind: 'died' };
