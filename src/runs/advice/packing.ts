import { pages } from '../defaults.ts';
import { counted, numberText } from '../preflight/check.ts';
import { type Advisor, suggest } from './advisor.ts';

/** With fewer there is not much time to be won. */
const leastRows = 2000;

/** So many rows have room in the place of one. */
const leastTogether = 4;

/** Many short rows in the place of one long one: without it most of a GPU's work is on padding. */
export const packing: Advisor = (situation) => {
  const { plan, analysis, machine } = situation;
  const { method, hyperparameters } = plan.spec;
  const { lengths } = analysis.train;
  const together = hyperparameters.maxLength / Math.max(1, lengths.mean);
  if (
    method !== 'sft' ||
    hyperparameters.packing ||
    machine.device !== 'gpu' ||
    lengths.rows < leastRows ||
    together < leastTogether
  ) {
    return [];
  }
  return suggest(
    situation,
    'hyperparameters.packing',
    true,
    `${counted(lengths.rows, 'row')} have ${numberText(Math.round(lengths.mean))} tokens on average, and some ${Math.floor(together)} of them have room in ${numberText(hyperparameters.maxLength)}: packed they train in a fraction of the steps. It needs FlashAttention to keep rows apart.`,
    pages.memory,
  );
};
