import path from 'node:path';
import { emptySurvey } from '../../../../src/language/index.ts';
import type { CheckReport, Estimate } from '../../../../src/providers/provider.ts';
import type { TrainingSpec } from '../../../../src/providers/spec.ts';
import { Lengths } from '../../../../src/runs/analysis/lengths.ts';
import type { Machine } from '../../../../src/runs/analysis/machine.ts';
import type { HubModel, ModelFolder } from '../../../../src/runs/analysis/model-facts.ts';
import type { SplitAnalysis } from '../../../../src/runs/analysis/split.ts';
import type { Analysis } from '../../../../src/runs/analysis.ts';
import { settle } from '../../../../src/runs/plan/settle.ts';
import type { RunPlan } from '../../../../src/runs/plan.ts';
import type { Inspection } from '../../../../src/runs/preflight/check.ts';
import { joinTables, RowTableBuilder } from '../../../../src/workspace/row-table.ts';

/** Inspections for tables of checks and advice: whole and ordinary, but for what a case says. */

export const root = path.resolve('/data');

export type Training = Parameters<typeof settle>[0]['asked'];

export function planOf(training: Training = {}, more: Partial<RunPlan> = {}): RunPlan {
  const method = training.method ?? 'sft';
  const adapter = training.adapter?.type ?? 'lora';
  const said = { asked: training, configuration: {} };
  const { spec, origins } = settle(
    said,
    { method, adapter, rows: 'conversations', local: true },
    'org/Model-8B',
  );
  return {
    root,
    configuration: path.join(root, 'tuneset.json'),
    name: undefined,
    provider: 'trl',
    spec: spec satisfies TrainingSpec,
    files: {
      train: [path.join(root, 'train.jsonl')],
      validation: [path.join(root, 'valid.jsonl')],
      test: [],
    },
    origins,
    ...more,
  };
}

export interface RowOf {
  readonly length: number;
  readonly prompt?: number;
  readonly trained?: number;
  readonly assistant?: number;
  readonly last?: number;
}

export function splitOf(
  rows: readonly RowOf[],
  more: Partial<SplitAnalysis> & { readonly file?: string } = {},
): SplitAnalysis {
  const { file = 'train.jsonl', ...rest } = more;
  const builder = new RowTableBuilder(rows.length);
  for (const [
    index,
    { length, prompt = 0, trained = length, assistant = trained, last = assistant },
  ] of rows.entries()) {
    builder.add(
      index + 1,
      { length, total: length, prompt, trained, assistant, last },
      { meaning: index, prompt: undefined },
      new Uint8Array(32),
    );
  }
  const { table } = builder;
  const sum = (numbers: Uint32Array) => numbers.reduce((total, number) => total + number, 0);
  return {
    rows: rows.length,
    used: rows.length,
    bytes: 1000 * rows.length,
    lengths: new Lengths(table.lengths),
    tokens: {
      total: sum(table.totals),
      trained: sum(table.trained),
      assistant: sum(table.assistant),
      last: sum(table.last),
    },
    table: joinTables([table]),
    pathOf: () => path.join(root, file),
    problems: { counts: { error: 0, warning: 0, info: 0, hint: 0 }, errorRows: 0, errors: [] },
    conversions: [],
    ...rest,
  };
}

/** So many rows of 100 tokens. */
export function plain(count: number): RowOf[] {
  return Array.from({ length: count }, () => ({ length: 100, prompt: 60, trained: 40 }));
}

export function analysisOf(more: Partial<Analysis> = {}): Analysis {
  const train = more.train ?? splitOf(plain(400));
  return {
    staging: path.join(root, '.tuneset', 'staging', 'x'),
    dataset: {
      fingerprint: 'f',
      files: [],
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: train.used },
      validation: null,
      leftOut: [],
      tokens: { total: train.tokens.total, trained: train.tokens.trained },
    },
    shape: 'messages',
    survey: emptySurvey,
    train,
    validation: splitOf(plain(50), { file: 'valid.jsonl' }),
    testRows: 0,
    leaks: { rows: [], count: 0 },
    discard: async () => {},
    ...more,
  };
}

const unknownSize = {
  contextLength: undefined,
  hiddenSize: undefined,
  intermediateSize: undefined,
  layers: undefined,
  vocabulary: undefined,
  keyValueSize: undefined,
};

export const hub: HubModel = { kind: 'hub', ...unknownSize, parameters: 8e9 };

export function modelFolder(more: Partial<ModelFolder> = {}): ModelFolder {
  return {
    kind: 'folder',
    exists: true,
    hasConfig: true,
    isAdapter: false,
    weights: 'safetensors',
    hasTokenizer: true,
    chatTemplate: '{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}',
    ...unknownSize,
    parameters: 5e8,
    ...more,
  };
}

export const ready: CheckReport = { ready: true, preparable: false, items: [] };
export const cpu: Machine = { device: 'cpu', memoryBytes: 64e9 };
export const gpu: Machine = { device: 'gpu', memoryBytes: 80e9 };

const estimate: Estimate = { diskBytes: 1e9, memoryBytes: 4e9, notes: [] };

export function inspectionOf(more: Partial<Inspection> = {}): Inspection {
  return {
    plan: planOf(),
    analysis: analysisOf(),
    provider: {
      id: 'trl',
      title: 'TRL on this machine',
      capabilities: {
        methods: ['sft', 'dpo', 'orpo'],
        adapters: ['lora', 'qlora', 'none'],
        resume: true,
        local: true,
        workers: false,
        priced: false,
      },
    },
    environment: ready,
    estimate,
    model: hub,
    machine: cpu,
    freeBytes: 100e9,
    baselines: [],
    ...more,
  };
}

export function capable(more: Partial<Inspection['provider']['capabilities']>): Inspection['provider'] {
  const { provider } = inspectionOf();
  return { ...provider, capabilities: { ...provider.capabilities, ...more } };
}
