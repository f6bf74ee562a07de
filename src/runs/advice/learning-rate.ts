import { learningRateOf, pages } from '../defaults.ts';
import { counted } from '../preflight/check.ts';
import { type Advisor, suggest } from './advisor.ts';

/** Within this factor of what is usual a learning rate is a matter of taste. */
const tolerance = 5;

export const learningRate: Advisor = (situation) => {
  const { spec } = situation.plan;
  const { learningRate: current } = spec.hyperparameters;
  const usual = learningRateOf({ method: spec.method, adapter: spec.adapter.type });
  const factor = current / usual;
  if (factor <= tolerance && factor >= 1 / tolerance) {
    return [];
  }
  const rows = counted(situation.analysis.train.used, 'row');
  const what = spec.adapter.type === 'none' ? 'all weights' : `a ${spec.adapter.type} adapter`;
  const times = Math.round(factor > 1 ? factor : 1 / factor);
  return suggest(
    situation,
    'hyperparameters.learningRate',
    usual,
    factor > 1
      ? `${current} is ${times} times what ${spec.method} of ${what} usually takes: the loss tends to jump or to grow, and with ${rows} there is little time to recover.`
      : `${current} is 1/${times} of what ${spec.method} of ${what} usually takes: with ${rows} the model would hardly change.`,
    spec.adapter.type === 'none' ? pages[spec.method] : pages.loraWithoutRegret,
  );
};
