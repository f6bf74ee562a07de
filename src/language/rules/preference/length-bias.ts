import { rowOpening } from '../../document/place.ts';
import type { DatasetRule } from '../rule.ts';

/** Fewer pairs than these lean to one side by chance. */
const fewest = 30;
/** The share from which on length alone tells the chosen answer. */
const leaning = 0.8;

/** Pairs of which nearly always the longer, or the shorter, answer is the better: length is what is learnt. */
export const lengthBias: DatasetRule = {
  code: 'preference.length-bias',
  title: 'Length tells the better answer',
  severity: 'info',
  scope: 'dataset',
  reads: ['pairs'],
  check({ rows, indexes: { pairs } }, report) {
    if (pairs.total < fewest) {
      return;
    }
    const side = pairs.count('chosen') >= pairs.count('rejected') ? 'chosen' : 'rejected';
    const share = pairs.count(side) / pairs.total;
    const first = share < leaning ? undefined : rows.find((row) => row.facts?.example?.pair !== undefined);
    if (first === undefined) {
      return;
    }
    const longer = side === 'chosen';
    report(first, {
      place: rowOpening,
      message: `In ${pairs.count(side)} of ${pairs.total} pairs (${Math.floor(share * 100)} %) the ${side} answer is the longer one: a model learns from them to write ${longer ? 'more' : 'less'}, whatever is better. Add pairs whose better answer is the ${longer ? 'shorter' : 'longer'} one, or train with a loss that is normalised by length.`,
    });
  },
};
