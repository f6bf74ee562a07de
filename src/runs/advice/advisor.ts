import type { Advice } from '../advice.ts';
import type { Machine } from '../analysis/machine.ts';
import type { ModelFacts } from '../analysis/model-facts.ts';
import type { Analysis } from '../analysis.ts';
import type { RunPlan } from '../plan.ts';

/** What advice is made from. */
export interface Situation {
  readonly plan: RunPlan;
  readonly analysis: Analysis;
  readonly machine: Machine;
  readonly model: ModelFacts | undefined;
}

/** Says nothing where the current value is fine. */
export type Advisor = (situation: Situation) => readonly Advice[];

/** Advice on one parameter. */
export function suggest(
  { plan }: Situation,
  parameter: string,
  suggested: unknown,
  reason: string,
  source: string,
): readonly Advice[] {
  let current: unknown = plan.spec;
  for (const key of parameter.split('.')) {
    current = (current as Record<string, unknown>)[key];
  }
  return current === suggested ? [] : [{ parameter, current, suggested, reason, source }];
}

/** Rows that one step of the optimizer learns from. */
export function rowsAStep({ plan }: Situation): number {
  const { hyperparameters, resources } = plan.spec;
  return hyperparameters.batchSize * hyperparameters.gradientAccumulation * resources.workers;
}

/** Steps of an epoch, where rows are not packed. */
export function stepsAnEpoch(situation: Situation, rows = rowsAStep(situation)): number {
  return Math.ceil(situation.analysis.train.used / rows);
}

export function powerOfTwoFrom(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, least)));
}
