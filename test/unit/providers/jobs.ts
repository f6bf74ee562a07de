import type { Job } from '../../../src/providers/provider.ts';
import type { TrainingSpec } from '../../../src/providers/spec.ts';

/** A spec with every value settled. */
export function spec(changes: Partial<TrainingSpec> = {}): TrainingSpec {
  return {
    method: 'sft',
    baseModel: 'tiny/llama',
    adapter: { type: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: 'all-linear' },
    hyperparameters: {
      epochs: 1,
      maxSteps: null,
      learningRate: 1e-3,
      scheduler: 'constant',
      warmupRatio: 0,
      weightDecay: 0,
      maxGradNorm: 1,
      batchSize: 2,
      gradientAccumulation: 1,
      maxLength: 256,
      packing: false,
      loss: 'all',
      beta: 0.1,
      seed: 1,
      precision: 'auto',
      gradientCheckpointing: false,
      loggingSteps: 1,
      evaluationSteps: null,
      checkpointSteps: null,
      keepCheckpoints: 2,
      earlyStoppingPatience: null,
    },
    report: [],
    resources: { workers: 1, gpusPerWorker: 0, cpusPerWorker: 1, storagePath: null, environment: 'cluster' },
    ...changes,
  };
}

/** The first start of a run in a folder. */
export function job(folder: string, changes: Partial<Job> = {}): Job {
  return {
    runId: '20261124-101502-3fa9',
    attempt: 1,
    token: '5f1c0ffee',
    folder,
    spec: spec(),
    data: {
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: 4 },
      validation: undefined,
    },
    resumeFrom: undefined,
    ...changes,
  };
}
