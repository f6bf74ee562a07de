import type { ModelFacts } from '../analysis/model-facts.ts';
import { pages } from '../defaults.ts';
import { numberText } from '../preflight/check.ts';
import { type Advisor, powerOfTwoFrom, suggest } from './advisor.ts';

/** What "LoRA Without Regret" takes for large sets. */
const mostRank = 256;

/** An adapter holds about as many tokens as it has parameters; beyond, it learns slower than the whole model would. */
export const rank: Advisor = (situation) => {
  const { plan, analysis, model } = situation;
  const { adapter, method } = plan.spec;
  const each = model === undefined ? undefined : parametersARank(model);
  if (
    adapter.type === 'none' ||
    method !== 'sft' ||
    each === undefined ||
    adapter.targetModules !== 'all-linear'
  ) {
    return [];
  }
  const { trained } = analysis.train.tokens;
  const needed = Math.min(mostRank, powerOfTwoFrom(trained / each));
  if (needed <= adapter.rank) {
    return [];
  }
  const reason = `About ${numberText(trained)} tokens are to be learnt, and an adapter of rank ${adapter.rank} has some ${numberText(Math.round(each * adapter.rank))} parameters to hold them: with fewer parameters than tokens it falls behind.`;
  // Without a value of its own alpha follows the rank.
  const alpha =
    plan.origins['adapter.alpha'] === undefined
      ? []
      : suggest(
          situation,
          'adapter.alpha',
          (adapter.alpha / adapter.rank) * needed,
          `The adapter counts alpha / rank: with rank ${needed} it is to count as much as now.`,
          pages.loraGuide,
        );
  return [...suggest(situation, 'adapter.rank', needed, reason, pages.loraPrimer), ...alpha];
};

/** Parameters that one rank adds to all linear layers of a model of Llama's form: inputs and outputs of each. */
function parametersARank(model: ModelFacts): number | undefined {
  const { hiddenSize: hidden, layers, intermediateSize, keyValueSize } = model;
  if (hidden !== undefined && layers !== undefined) {
    const inner = intermediateSize ?? 4 * hidden;
    return layers * (4 * hidden + 2 * (hidden + (keyValueSize ?? hidden)) + 3 * (hidden + inner));
  }
  // Models are about 128 times as wide as they are deep, and such a layer has some 12 × width² parameters.
  const { parameters } = model;
  if (parameters === undefined) {
    return undefined;
  }
  const depth = (parameters / (12 * 128 ** 2)) ** (1 / 3);
  return Math.round(20 * 128 * depth * depth);
}
