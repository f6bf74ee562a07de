import { pages } from '../defaults.ts';
import { counted, numberText } from '../preflight/check.ts';
import { type Advisor, stepsAnEpoch, suggest } from './advisor.ts';

/** Rows from which on a second look at each teaches little. */
const manyRows = 20_000;

/** More epochs than these mostly learn rows by heart. */
const mostEpochs = 3;

export const epochs: Advisor = (situation) => {
  const { plan, analysis } = situation;
  const { epochs: current, maxSteps } = plan.spec.hyperparameters;
  const rows = analysis.train.used;
  if (maxSteps !== null || rows === 0) {
    return [];
  }
  const steps = stepsAnEpoch(situation);
  if (rows >= manyRows && current > 1) {
    return suggest(
      situation,
      'hyperparameters.epochs',
      1,
      `There are ${counted(rows, 'row')} with about ${numberText(analysis.train.tokens.trained)} tokens to learn: one epoch is ${counted(steps, 'step')} already, and each more takes as long again for little.`,
      pages.loraGuide,
    );
  }
  return current > mostEpochs
    ? suggest(
        situation,
        'hyperparameters.epochs',
        mostEpochs,
        `${counted(current, 'epoch')} show each of ${counted(rows, 'row')} ${numberText(current)} times: beyond 3 a model mostly learns rows by heart, and gets worse on new ones.`,
        pages.loraGuide,
      )
    : [];
};
