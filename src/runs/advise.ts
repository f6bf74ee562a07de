import type { Advisor } from './advice/advisor.ts';
import { batch } from './advice/batch.ts';
import { earlyStopping } from './advice/early-stopping.ts';
import { epochs } from './advice/epochs.ts';
import { learningRate } from './advice/learning-rate.ts';
import { loss } from './advice/loss.ts';
import { maxLength } from './advice/max-length.ts';
import { packing } from './advice/packing.ts';
import { rank } from './advice/rank.ts';
import type { Advice } from './advice.ts';
import type { Machine } from './analysis/machine.ts';
import type { ModelFacts } from './analysis/model-facts.ts';
import type { Analysis } from './analysis.ts';
import type { RunPlan } from './plan.ts';

const advisors: readonly Advisor[] = [
  epochs,
  learningRate,
  loss,
  maxLength,
  batch,
  packing,
  rank,
  earlyStopping,
];

/** Values that the data speaks for, where the plan has others. Pure: nothing is changed. */
export function advise(
  plan: RunPlan,
  analysis: Analysis,
  machine: Machine,
  model?: ModelFacts,
): readonly Advice[] {
  return advisors.flatMap((advisor) => advisor({ plan, analysis, machine, model }));
}
