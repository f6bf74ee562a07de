import { randomBytes } from 'node:crypto';
import manifest from '../../package.json' with { type: 'json' };
import type { Estimate } from '../providers/provider.ts';
import { gitState } from './git.ts';
import { newRunId } from './ledger/layout.ts';
import type { RunPlan } from './plan.ts';
import type { RunRecord } from './record.ts';

/** What the service needs of an analysis: prepared rows in a folder under `.tuneset/staging`, and what they are. */
export interface PreparedData {
  readonly staging: string;
  /** Paths in it are as they will be in the run's folder: `data/train.jsonl`. */
  readonly dataset: RunRecord['dataset'];
}

export interface StartOptions {
  /** Names of preflight checks whose errors were overridden. */
  readonly overridden: readonly string[];
  readonly estimate: Estimate | undefined;
}

export async function newRecord(
  plan: RunPlan,
  dataset: RunRecord['dataset'],
  { overridden, estimate }: StartOptions,
): Promise<RunRecord> {
  const created = new Date();
  const id = newRunId(created);
  return {
    version: 1,
    id,
    name: plan.name ?? id,
    created: created.toISOString(),
    provider: plan.provider,
    spec: plan.spec,
    dataset,
    git: await gitState(plan.root),
    versions: { tuneset: manifest.version, node: process.versions.node },
    estimate: estimate ? { ...estimate, notes: [...estimate.notes] } : null,
    overridden: [...overridden],
  };
}

/** Unguessable: it marks the driver's own lines among others, and makes a start happen once. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}
