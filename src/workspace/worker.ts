import { parentPort } from 'node:worker_threads';
import { checkFile, type FileCheck } from './check-file.ts';
import { UnreadableFile } from './read.ts';
import type { FileReport } from './report.ts';

/** The far side of `pool.ts`: checks one file after the other. A worker is cancelled by ending it. */

export interface WorkerTask {
  readonly path: string;
  readonly check: FileCheck;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly rows: number; readonly of: number }
  | { readonly kind: 'report'; readonly report: FileReport }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

parentPort?.on('message', async (task: WorkerTask) => {
  parentPort?.postMessage(await answer(task));
});

async function answer({ path, check }: WorkerTask): Promise<WorkerMessage> {
  try {
    const onProgress = (rows: number, of: number): void => {
      parentPort?.postMessage({ kind: 'progress', rows, of } satisfies WorkerMessage);
    };
    return { kind: 'report', report: await checkFile(path, check, { onProgress }) };
  } catch (error) {
    return error instanceof UnreadableFile
      ? { kind: 'unreadable', reason: error.message }
      : { kind: 'failed', error };
  }
}
