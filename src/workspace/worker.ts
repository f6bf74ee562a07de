import { parentPort } from 'node:worker_threads';
import { checkFile, type FileCheck } from './check-file.ts';
import { type FilePreparation, type PreparedFile, prepareFile } from './prepare-file.ts';
import { UnreadableFile } from './read.ts';
import type { FileReport } from './report.ts';

/** The far side of `pool.ts`: takes one file after the other. A worker is cancelled by ending it. */

/** A file to be checked. */
export interface CheckTask {
  readonly path: string;
  readonly check: FileCheck;
}

/** A file to be made ready for training. */
export interface PrepareTask {
  readonly path: string;
  readonly prepare: FilePreparation;
}

export type WorkerTask = CheckTask | PrepareTask;

/** What comes of a task; of each kind of task one kind of result. */
export type WorkerResult = FileReport | PreparedFile;

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly rows: number; readonly of: number }
  | { readonly kind: 'result'; readonly result: WorkerResult }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

parentPort?.on('message', async (task: WorkerTask) => {
  parentPort?.postMessage(await answer(task));
});

async function answer(task: WorkerTask): Promise<WorkerMessage> {
  try {
    const onProgress = (rows: number, of: number): void => {
      parentPort?.postMessage({ kind: 'progress', rows, of } satisfies WorkerMessage);
    };
    const result =
      'check' in task
        ? await checkFile(task.path, task.check, { onProgress })
        : await prepareFile(task.path, task.prepare, { onProgress });
    return { kind: 'result', result };
  } catch (error) {
    return error instanceof UnreadableFile
      ? { kind: 'unreadable', path: error.path, reason: error.message }
      : { kind: 'failed', error };
  }
}
