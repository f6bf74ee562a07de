import path from 'node:path';
import { type Training, trainingSchema } from '../language/index.ts';
import type { ProviderId } from '../providers/provider.ts';
import type { Method, TrainingSpec } from '../providers/spec.ts';
import { findBaseModel } from './plan/base-model.ts';
import { PlanError } from './plan/error.ts';
import { findFiles, type PlanFiles } from './plan/files.ts';
import { type Sample, sampleOf } from './plan/sample.ts';
import { type Origins, type Said, saidOf, settle } from './plan/settle.ts';
import { findSource } from './plan/source.ts';

/** A run that somebody is about to start: from `tuneset.json`, what was asked for, and defaults, in this order reversed. */
export interface RunPlan {
  /** Absolute: the folder of `tuneset.json`, or the folder asked for where there is none. `.tuneset` goes here. */
  readonly root: string;
  /** The configuration that was read. */
  readonly configuration: string | undefined;
  readonly name: string | undefined;
  readonly provider: ProviderId;
  readonly spec: TrainingSpec;
  /** Absolute paths. */
  readonly files: PlanFiles;
  /** Where each value of `training` came from, by its path (`hyperparameters.learningRate`): what is not here is a default. */
  readonly origins: Readonly<Origins>;
}

/** What somebody wants of a run beside what `tuneset.json` says. It wins. */
export interface Asked {
  readonly provider?: ProviderId;
  readonly name?: string;
  /** A name that the hub or provider knows, or a folder: absolute, or from the root. */
  readonly baseModel?: string;
  readonly method?: Method;
  /** Absolute paths, or from the process's folder. */
  readonly train?: readonly string[];
  /** An empty list: none, whatever the configuration says. */
  readonly validation?: readonly string[];
  readonly training?: Training;
}

export { PlanError };

/**
 * Settles what a run would be. `at` is a folder, a tuneset.json or a dataset, which then is what is trained on. Reads
 * the first rows of the data, no more. Throws `PlanError`, whose message is for people.
 */
export async function planRun(at: string, asked: Asked): Promise<RunPlan> {
  const source = await findSource(at);
  const said = { asked: validated(asked), configuration: source.parsed?.configuration.training ?? {} };
  const files = await findFiles(source, asked);
  const baseModel = await findBaseModel(source, asked.baseModel);
  const own: Origins = { baseModel: asked.baseModel === undefined ? 'configuration' : 'asked' };
  const provider = (saidOf(said, 'provider', own) ?? 'trl') as ProviderId;
  const sample = await sampleOf(files.train[0]!);
  const method = (saidOf(said, 'method', own) ?? (sample.kind === 'pairs' ? 'dpo' : 'sft')) as Method;
  const adapter = (saidOf(said, 'adapter.type', {}) ?? 'lora') as TrainingSpec['adapter']['type'];
  const setting = { method, adapter, rows: rowsOf(sample), local: provider === 'trl' };
  const { spec, origins } = settle(said, setting, baseModel);
  const plan: RunPlan = {
    root: source.root,
    configuration: source.parsed?.path,
    name: asked.name,
    provider,
    spec: { ...spec, resources: { ...spec.resources, storagePath: storageOf(spec, source.root) } },
    files,
    origins: { ...own, ...origins },
  };
  refuseContradictions(plan);
  return plan;
}

/** What was asked for under its own names goes into `training`, where it wins; all of it is held to the schema. */
function validated({ provider, method, training }: Asked): Said['asked'] {
  const result = trainingSchema.safeParse({
    ...training,
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
  });
  if (!result.success) {
    const faults = result.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}.`);
    throw new PlanError(`What was asked for can't be:\n${faults.join('\n')}`);
  }
  return result.data;
}

/** Preference pairs ask for nothing that depends on it. */
function rowsOf({ kind }: Sample): 'conversations' | 'strings' | 'text' {
  return kind === 'pairs' ? 'conversations' : kind;
}

/** A folder is from the root, as every path of tuneset.json; an address is what it is. */
function storageOf({ resources: { storagePath } }: TrainingSpec, root: string): string | null {
  const isAddress = storagePath === null || /^[a-z][a-z0-9+.-]+:\/\//i.test(storagePath);
  return isAddress ? storagePath : path.resolve(root, storagePath);
}

function refuseContradictions({ provider, spec, files }: RunPlan): void {
  if (provider === 'trl' && spec.resources.workers > 1) {
    throw new PlanError(
      `resources.workers is ${spec.resources.workers}, and runs on this machine train in one process. Choose the provider "ray", or 1 worker.`,
    );
  }
  if (spec.hyperparameters.earlyStoppingPatience !== null && files.validation.length === 0) {
    throw new PlanError(
      'hyperparameters.earlyStoppingPatience needs rows to watch: there are no validation files. Name some in tuneset.json ("files": { "validation": "…" }), or leave it out.',
    );
  }
  if (spec.hyperparameters.packing && spec.method !== 'sft') {
    throw new PlanError(
      `hyperparameters.packing is for sft: pairs of ${spec.method} are not packed. Leave it out.`,
    );
  }
}
