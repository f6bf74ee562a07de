import type { TrainingProvider } from '../providers/provider.ts';
import { advise } from './advise.ts';
import type { Analysis } from './analysis.ts';
import type { RunPlan } from './plan.ts';
import { baseline } from './preflight/baseline.ts';
import { type Check, itemOf } from './preflight/check.ts';
import { conversion } from './preflight/conversion.ts';
import { disk } from './preflight/disk.ts';
import { environment } from './preflight/environment.ts';
import { inspect } from './preflight/inspect.ts';
import { leaks } from './preflight/leaks.ts';
import { memory } from './preflight/memory.ts';
import { model } from './preflight/model.ts';
import { price } from './preflight/price.ts';
import { problems } from './preflight/problems.ts';
import { splits } from './preflight/splits.ts';
import { tokens } from './preflight/tokens.ts';
import type { PreflightReport } from './preflight-report.ts';

/** In the order in which they are told: the data first, then where it is trained, then what it takes. */
export const checks: readonly Check[] = [
  problems,
  conversion,
  splits,
  leaks,
  tokens,
  model,
  environment,
  memory,
  disk,
  price,
  baseline,
];

/**
 * Looks whether a run may start. Changes nothing, and starts nothing. Throws the signal's reason once it is aborted;
 * what a provider could not say is said in the report.
 */
export async function preflight(
  plan: RunPlan,
  analysis: Analysis,
  provider: TrainingProvider,
  signal?: AbortSignal,
): Promise<PreflightReport> {
  const inspection = await inspect(plan, analysis, provider, signal);
  const { environment: found, estimate, machine, model: facts } = inspection;
  return {
    items: checks.map((check) => itemOf(check, inspection)),
    advice: advise(plan, analysis, machine, facts),
    estimate,
    environment: found,
  };
}
