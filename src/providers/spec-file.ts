import type { DataFile, Job } from './provider.ts';

/** Where the processes of a distributed run share checkpoints and adapter. */
export interface Distributed {
  /** A folder that all nodes see, or an address as `s3://bucket/folder`. */
  readonly storagePath: string;
  /** The run's folder in it. */
  readonly name: string;
}

/** What `python/train.py` reads from `attempt-<n>/spec.json`. Paths are relative to the run's folder, with forward slashes. */
export type DriverSpec = ReturnType<typeof driverSpec>;

export function driverSpec(job: Job, distributed?: Distributed) {
  const { spec, data } = job;
  return {
    version: 1,
    runId: job.runId,
    attempt: job.attempt,
    token: job.token,
    method: spec.method,
    baseModel: spec.baseModel,
    adapter: spec.adapter,
    hyperparameters: spec.hyperparameters,
    report: spec.report,
    resources: spec.resources,
    data: {
      train: dataFile(data.train),
      validation: data.validation ? dataFile(data.validation) : null,
    },
    output: 'output',
    attemptFolder: attemptFolder(job),
    resumeFrom: job.resumeFrom ?? null,
    distributed: distributed ?? null,
  } as const;
}

/** The folder of one start, below the run's. */
export function attemptFolder(job: { readonly attempt: number }): string {
  return `attempt-${job.attempt}`;
}

function dataFile({ rows, sources, count }: DataFile): DataFile {
  return { rows, sources, count };
}
