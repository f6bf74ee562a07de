import { readdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import {
  type CheckReport,
  type Estimate,
  ProviderError,
  type TrainingProvider,
  type Work,
} from '../../providers/provider.ts';
import { machineOf } from '../analysis/machine.ts';
import { modelFacts } from '../analysis/model-facts.ts';
import type { Analysis } from '../analysis.ts';
import type { RunPlan } from '../plan.ts';
import type { Inspection } from './check.ts';

/** Asks the provider and the machine for what checks look at. Throws the signal's reason once it is aborted. */
export async function inspect(
  plan: RunPlan,
  analysis: Analysis,
  provider: TrainingProvider,
  signal?: AbortSignal,
): Promise<Inspection> {
  const [environment, model, freeBytes, baselines] = await Promise.all([
    checked(provider, signal),
    modelFacts(plan.spec.baseModel),
    freeBytesOf(plan.root),
    baselinesOf(plan),
  ]);
  signal?.throwIfAborted();
  const estimate = await estimated(provider, workOf(plan, analysis, model.parameters), signal);
  signal?.throwIfAborted();
  const machine = machineOf(environment, provider.capabilities.local);
  return { plan, analysis, provider, environment, estimate, model, machine, freeBytes, baselines };
}

/** A provider that can't even be asked is not ready, and why is what a person needs to know. */
async function checked(provider: TrainingProvider, signal?: AbortSignal): Promise<CheckReport> {
  try {
    return await provider.check(signal);
  } catch (error) {
    if (error instanceof ProviderError) {
      return {
        ready: false,
        preparable: false,
        items: [{ name: provider.title, status: 'error', found: error.message }],
      };
    }
    throw error;
  }
}

async function estimated(
  provider: TrainingProvider,
  work: Work,
  signal?: AbortSignal,
): Promise<Estimate | undefined> {
  try {
    return await provider.estimate(work, signal);
  } catch (error) {
    if (error instanceof ProviderError) {
      return undefined;
    }
    throw error;
  }
}

export function workOf({ spec }: RunPlan, analysis: Analysis, parameters: number | undefined): Work {
  const { train, validation } = analysis;
  return {
    spec,
    rows: train.used,
    validationRows: validation.used,
    tokens: train.lengths.sumUpTo(spec.hyperparameters.maxLength),
    bytes: train.bytes + validation.bytes,
    parameters,
  };
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Evaluations of this plan's base model, the latest first: their folders are named by time. */
async function baselinesOf({ root, spec }: RunPlan): Promise<string[]> {
  const folder = path.join(root, '.tuneset', 'evals');
  const found: string[] = [];
  for (const name of (await readdir(folder).catch(() => [])).sort().reverse()) {
    const file = path.join(folder, name, 'summary.json');
    if ((await baseModelOf(file)) === spec.baseModel) {
      found.push(file);
    }
  }
  return found;
}

async function baseModelOf(summary: string): Promise<unknown> {
  try {
    return (JSON.parse(await readFile(summary, 'utf8')) as { baseModel?: unknown } | null)?.baseModel;
  } catch {
    return undefined;
  }
}
