import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Seen } from '../../../../src/providers/observation.ts';
import type { TrainingSpec } from '../../../../src/providers/spec.ts';
import type { PreparedData } from '../../../../src/runs/new-run.ts';
import type { RunPlan } from '../../../../src/runs/plan.ts';
import type { RunRecord } from '../../../../src/runs/record.ts';
import type { Timing } from '../../../../src/runs/timing.ts';

/** Everything that takes its time, at once: nothing that a test asserts depends on how long it is. */
export const hasty: Partial<Timing> = {
  heartbeat: 20,
  poll: 5,
  flush: 5,
  retry: 2,
  retryAtMost: 10,
  notify: 1,
};

/** Own calls need the hook of a test to remove it: `remove` is called then. */
export function temporaryFolder(onFinished: (remove: () => void) => void): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-ledger-'));
  onFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export const spec: TrainingSpec = {
  method: 'sft',
  baseModel: 'org/tiny',
  adapter: { type: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: 'all-linear' },
  hyperparameters: {
    epochs: 1,
    maxSteps: null,
    learningRate: 2e-4,
    scheduler: 'linear',
    warmupRatio: 0,
    weightDecay: 0,
    maxGradNorm: 1,
    batchSize: 1,
    gradientAccumulation: 1,
    maxLength: 512,
    packing: false,
    loss: 'assistant',
    beta: 0.1,
    seed: 42,
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
};

export const dataset: RunRecord['dataset'] = {
  fingerprint: 'f'.repeat(64),
  files: [{ path: 'train.jsonl', split: 'train', rows: 3, used: 2, sha256: 'a'.repeat(64) }],
  train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: 2 },
  validation: null,
  leftOut: [{ path: 'train.jsonl', line: 3, reason: 'It is empty.' }],
  tokens: { total: 100, trained: 40 },
};

export function planAt(root: string, name?: string): RunPlan {
  return {
    root,
    configuration: undefined,
    name,
    provider: 'trl',
    spec,
    files: { train: [path.join(root, 'train.jsonl')], validation: [], test: [] },
    origins: {},
  };
}

/** Prepared rows, as an analysis leaves them. */
export async function prepare(root: string): Promise<PreparedData> {
  const home = path.join(root, '.tuneset', 'staging');
  await mkdir(home, { recursive: true });
  const staging = await mkdtemp(path.join(home, 'rows-'));
  await writeFile(path.join(staging, 'train.jsonl'), '{"text":"a"}\n{"text":"b"}\n');
  await writeFile(
    path.join(staging, 'train.sources.jsonl'),
    '["train.jsonl",1,"x"]\n["train.jsonl",2,"y"]\n',
  );
  return { staging, dataset };
}

/** What a run of so many steps tells, a checkpoint every fifth. */
export function story(steps: number, end: string, from = 0): Seen[] {
  const told: Seen[] = [
    { type: 'log', level: 'info', text: 'Loading checkpoint shards… 100 % ✓ 模型' },
    { type: 'state', state: 'preparing' },
    { type: 'facts', values: { torch: '2.13.0', gpus: 0 } },
    { type: 'state', state: 'running' },
  ];
  for (let step = from + 1; step <= steps; step++) {
    told.push({ type: 'progress', step, steps, epoch: step / steps });
    told.push({ type: 'metric', step, values: { loss: 4 / step, grad_norm: step === 3 ? null : 1 } });
    told.push({ type: 'log', level: 'info', text: `step ${step} "quoted" \u2028 line` });
    if (step % 5 === 0) {
      told.push({ type: 'checkpoint', step, path: `output/checkpoint-${step}` });
    }
  }
  if (end === 'succeeded') {
    told.push({ type: 'state', state: 'saving' });
    told.push({ type: 'artifact', kind: 'adapter', location: 'output/adapter' });
  }
  told.push({ type: 'state', state: end, message: `It is ${end}.` });
  return told;
}
