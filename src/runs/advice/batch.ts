import { sizeText } from '../analysis/machine.ts';
import { pages } from '../defaults.ts';
import { counted, numberText } from '../preflight/check.ts';
import { type Advisor, rowsAStep, type Situation, stepsAnEpoch, suggest } from './advisor.ts';
import { trainingMemory } from './memory.ts';

/** What else runs needs some of the memory too. */
const usable = 0.8;

const mostBatch = 16;

/** Larger steps than these make adapters worse ("LoRA Without Regret"). */
const mostRowsAStep = 32;

/** With fewer steps in all the learning rate has hardly risen before it falls. */
const leastSteps = 30;

/** Rows a device works on at once, for the memory at hand, and how many such batches make a step. */
export const batch: Advisor = (situation) => {
  const { plan } = situation;
  const { batchSize: current, gradientAccumulation } = plan.spec.hyperparameters;
  const fitting = batchFor(situation);
  const size = fitting?.size ?? current;
  const rows = rowsToAStep(situation);
  const accumulation = Math.max(1, Math.round(rows.rows / (size * plan.spec.resources.workers)));
  const batchAdvice =
    fitting === undefined || size === current
      ? []
      : suggest(situation, 'hyperparameters.batchSize', size, fitting.reason, pages.memory);
  if (accumulation === gradientAccumulation) {
    return batchAdvice;
  }
  const reason =
    rows.reason ??
    (size === current
      ? undefined
      : `With ${counted(size, 'row')} at once a step still learns from ${rows.rows}.`);
  return reason === undefined
    ? batchAdvice
    : [
        ...batchAdvice,
        ...suggest(situation, 'hyperparameters.gradientAccumulation', accumulation, reason, rows.source),
      ];
};

/** The batch that fits, where the current one does not, or where a GPU would have room for far more. */
function batchFor({
  plan,
  analysis,
  machine,
  model,
}: Situation): { size: number; reason: string } | undefined {
  const { spec } = plan;
  const { batchSize: current, maxLength } = spec.hyperparameters;
  const { device, memoryBytes } = machine;
  if (device === 'unknown' || memoryBytes === undefined || model === undefined) {
    return undefined;
  }
  // A batch is as long as its longest row.
  const tokens = Math.min(maxLength, Math.max(1, analysis.train.lengths.max));
  const needs = (size: number) => trainingMemory(spec, model, device, size, tokens);
  const now = needs(current);
  if (now === undefined) {
    return undefined;
  }
  const room = memoryBytes * usable;
  const fits = [16, 8, 4, 2, 1].find((size) => size <= mostBatch && needs(size)! <= room);
  const figures = `rows have up to ${numberText(tokens)} tokens, and there ${device === 'gpu' ? 'is' : 'are'} ${sizeText(memoryBytes)} of ${device === 'gpu' ? "the GPU's " : ''}memory, a fifth of which others need`;
  if (now > room) {
    const size = Math.min(fits ?? 1, current);
    return {
      size,
      reason: `${counted(current, 'row')} at once would take about ${sizeText(now)}: ${figures}.${fits === undefined ? ' Even one may be too much.' : ''}`,
    };
  }
  const more = Math.min(fits ?? current, rowsAStepOf(spec));
  return device === 'gpu' && more >= current * 4
    ? {
        size: more,
        reason: `${counted(more, 'row')} at once take about ${sizeText(needs(more)!)} and train faster: ${figures}.`,
      }
    : undefined;
}

function rowsAStepOf({ hyperparameters }: Situation['plan']['spec']): number {
  return hyperparameters.batchSize * hyperparameters.gradientAccumulation;
}

/** How many rows a step is to learn from. */
function rowsToAStep(situation: Situation): { rows: number; reason?: string; source: string } {
  const { plan, analysis } = situation;
  const { hyperparameters, adapter } = plan.spec;
  const current = rowsAStep(situation);
  if (adapter.type !== 'none' && current > mostRowsAStep) {
    return {
      rows: mostRowsAStep,
      reason: `A step learns from ${current} rows, of ${numberText(analysis.train.used)} in all: adapters learn worse with more than ${mostRowsAStep}.`,
      source: pages.loraWithoutRegret,
    };
  }
  const steps = Math.ceil(stepsAnEpoch(situation) * hyperparameters.epochs);
  const wanted = Math.floor((analysis.train.used * hyperparameters.epochs) / leastSteps);
  const rows = 2 ** Math.floor(Math.log2(Math.max(1, wanted)));
  return hyperparameters.maxSteps === null && steps < leastSteps && rows < current && analysis.train.used > 0
    ? {
        rows,
        reason: `${counted(analysis.train.used, 'row')} make only ${counted(steps, 'step')} in ${counted(hyperparameters.epochs, 'epoch')}: with fewer rows to a step there are enough for the learning rate to rise and fall.`,
        source: pages.loraGuide,
      }
    : { rows: current, source: pages.memory };
}
