import path from 'node:path';
import { type RunRecord, recordSchema } from '../record.ts';
import { type Disk, LedgerError, touching } from './disk.ts';
import { recordFile, timeOfRunId } from './layout.ts';

/** A run's record, or why there is none that can be used. */
export type RecordRead =
  | { readonly record: RunRecord; readonly broken?: never }
  | { readonly record: RunRecord; readonly broken: string };

/** Never throws: what is wrong with a record is told with the run. */
export async function readRecord(disk: Disk, folder: string): Promise<RecordRead> {
  const file = recordFile(folder);
  const id = path.basename(folder);
  let value: unknown;
  try {
    value = JSON.parse(await touching(file, 'read', () => disk.readFile(file, 'utf8')));
  } catch (error) {
    const reason =
      error instanceof LedgerError ? error.message : `${file} can't be read: it is not valid JSON.`;
    return { record: placeholder(id, undefined), broken: reason };
  }
  const record = recordSchema.safeParse(value);
  if (!record.success) {
    const { path: keys, message } = record.error.issues[0]!;
    const at = keys.length > 0 ? ` at "${keys.join('.')}"` : '';
    const reason = `${file} can't be read: it is not what this version of Tuneset writes${at}: ${message}.`;
    return { record: placeholder(id, value), broken: reason };
  }
  if (record.data.id !== id) {
    const reason = `${file} is of another run, "${record.data.id}": its folder was copied or renamed.`;
    return { record: { ...record.data, id }, broken: reason };
  }
  const { train, validation } = record.data.dataset;
  const stray = [train, validation].flatMap((data) => (data ? [data.rows, data.sources] : [])).find(leaves);
  if (stray !== undefined) {
    const reason = `${file} can't be used: it names "${stray}", which is not in the run's folder.`;
    return { record: record.data, broken: reason };
  }
  return { record: record.data };
}

/** Whether a path leads out of the folder it is relative to, on any system. */
function leaves(file: string): boolean {
  return path.posix.isAbsolute(file) || path.win32.isAbsolute(file) || file.split(/[\\/]/).includes('..');
}

/** What stands in a list for a run of which nothing is known but its id, and perhaps its name. */
function placeholder(id: string, value: unknown): RunRecord {
  const name = (value as { name?: unknown } | null | undefined)?.name;
  return {
    version: 1,
    id,
    name: typeof name === 'string' ? name : id,
    created: timeOfRunId(id),
    provider: 'trl',
    spec: {
      method: 'sft',
      baseModel: '?',
      adapter: { type: 'lora', rank: 1, alpha: 1, dropout: 0, targetModules: 'all-linear' },
      hyperparameters: {
        epochs: 1,
        maxSteps: null,
        learningRate: 1,
        scheduler: 'linear',
        warmupRatio: 0,
        weightDecay: 0,
        maxGradNorm: 1,
        batchSize: 1,
        gradientAccumulation: 1,
        maxLength: 1,
        packing: false,
        loss: 'all',
        beta: 1,
        seed: 0,
        precision: 'auto',
        gradientCheckpointing: false,
        loggingSteps: 1,
        evaluationSteps: null,
        checkpointSteps: null,
        keepCheckpoints: 1,
        earlyStoppingPatience: null,
      },
      report: [],
      resources: {
        workers: 1,
        gpusPerWorker: 0,
        cpusPerWorker: 1,
        storagePath: null,
        environment: 'cluster',
      },
    },
    dataset: {
      fingerprint: '',
      files: [],
      train: { rows: '', sources: '', count: 0 },
      validation: null,
      leftOut: [],
      tokens: { total: 0, trained: 0 },
    },
    git: null,
    versions: {},
    estimate: null,
    overridden: [],
  };
}
