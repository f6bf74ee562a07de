import { pages } from '../defaults.ts';
import { counted } from '../preflight/check.ts';
import { type Advisor, suggest } from './advisor.ts';

/** Sets so small are soon learnt by heart. */
const smallSet = 5000;

/** Small sets end when the validation loss no longer gets better. */
export const earlyStopping: Advisor = (situation) => {
  const { plan, analysis } = situation;
  const { earlyStoppingPatience, epochs, evaluationSteps } = plan.spec.hyperparameters;
  const { train, validation } = analysis;
  const looks = evaluationSteps === null ? epochs : Number.POSITIVE_INFINITY;
  if (earlyStoppingPatience !== null || validation.used === 0 || train.used > smallSet || looks < 3) {
    return [];
  }
  return suggest(
    situation,
    'hyperparameters.earlyStoppingPatience',
    2,
    `${counted(train.used, 'row')} in ${counted(epochs, 'epoch')} are soon learnt by heart; ${counted(validation.used, 'validation row')} tell when: training ends after 2 looks without a better loss.`,
    pages.trainer,
  );
};
