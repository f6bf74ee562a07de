import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DriverSpec } from '../../../src/providers/spec-file.ts';
import { testModel } from './environment.ts';

type Loose = Record<string, unknown>;

/** What a test asks otherwise than the defaults below. */
export interface Asked {
  readonly method?: 'sft' | 'dpo' | 'orpo';
  readonly baseModel?: string;
  readonly adapter?: Partial<DriverSpec['adapter']>;
  readonly hyperparameters?: Partial<DriverSpec['hyperparameters']>;
  readonly report?: DriverSpec['report'];
  readonly resources?: Partial<DriverSpec['resources']>;
  readonly distributed?: DriverSpec['distributed'];
  readonly rows: readonly Loose[];
  readonly validation?: readonly Loose[];
}

export const token = 'token-of-the-test';

/** A run's folder as the providers make it, with prepared rows. */
export class RunFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'tuneset-run-'));
  readonly #asked: Asked;
  readonly #data: DriverSpec['data'];

  constructor(asked: Asked) {
    this.#asked = asked;
    mkdirSync(join(this.path, 'data'));
    this.#data = {
      train: this.#write('train', asked.rows),
      validation: asked.validation ? this.#write('validation', asked.validation) : null,
    };
  }

  /** Writes `attempt-<n>/spec.json`; gives its path from the folder. */
  attempt(number = 1, resumeFrom: string | null = null): string {
    const { method = 'sft', baseModel, adapter, hyperparameters, report = [], resources } = this.#asked;
    const spec: DriverSpec = {
      version: 1,
      runId: 'a-run',
      attempt: number,
      token,
      method,
      baseModel: baseModel ?? testModel(),
      adapter: { type: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: 'all-linear', ...adapter },
      hyperparameters: {
        epochs: 3,
        maxSteps: null,
        learningRate: 5e-3,
        scheduler: 'linear',
        warmupRatio: 0,
        weightDecay: 0,
        maxGradNorm: 1,
        batchSize: 4,
        gradientAccumulation: 1,
        maxLength: 256,
        packing: false,
        loss: 'assistant',
        beta: 0.1,
        seed: 42,
        precision: 'auto',
        gradientCheckpointing: false,
        loggingSteps: 1,
        evaluationSteps: null,
        checkpointSteps: 5,
        keepCheckpoints: 2,
        earlyStoppingPatience: null,
        ...hyperparameters,
      },
      report,
      resources: {
        workers: 1,
        gpusPerWorker: 0,
        cpusPerWorker: 1,
        storagePath: null,
        environment: 'cluster',
        ...resources,
      },
      data: this.#data,
      output: 'output',
      attemptFolder: `attempt-${number}`,
      resumeFrom,
      distributed: this.#asked.distributed ?? null,
    };
    mkdirSync(join(this.path, `attempt-${number}`), { recursive: true });
    writeFileSync(join(this.path, `attempt-${number}`, 'spec.json'), JSON.stringify(spec));
    return `attempt-${number}/spec.json`;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Row n, from 0, came from line 2n + 1: a driver that counts rows by itself names the wrong line. */
  #write(split: string, rows: readonly Loose[]) {
    const lines = (values: readonly unknown[]) =>
      values.map((value) => `${JSON.stringify(value)}\n`).join('');
    writeFileSync(join(this.path, 'data', `${split}.jsonl`), lines(rows));
    const sources = rows.map((_, index) => [`sets/${split}.jsonl`, 2 * index + 1, `hash-${index}`]);
    writeFileSync(join(this.path, 'data', `${split}.sources.jsonl`), lines(sources));
    return { rows: `data/${split}.jsonl`, sources: `data/${split}.sources.jsonl`, count: rows.length };
  }
}

/** Folders that are removed once the tests of a file are over. */
export function useRunFolders(): (asked: Asked) => RunFolder {
  const made: RunFolder[] = [];
  afterAll(() => {
    for (const folder of made) {
      folder.remove();
    }
  });
  return (asked) => {
    const folder = new RunFolder(asked);
    made.push(folder);
    return folder;
  };
}
