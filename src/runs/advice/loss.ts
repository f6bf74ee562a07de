import { isConversational } from '../../language/index.ts';
import { pages } from '../defaults.ts';
import { counted, numberText, percent } from '../preflight/check.ts';
import { type Advisor, suggest } from './advisor.ts';

/** Less than this share of what could be learnt is no loss worth a word. */
const worthwhile = 0.2;

/** Which tokens are learnt: what the rows offer and the current choice passes over, or should. */
export const loss: Advisor = (situation) => {
  const { plan, analysis } = situation;
  const { loss: current } = plan.spec.hyperparameters;
  const { tokens, used } = analysis.train;
  const { several } = analysis.survey;
  if (plan.spec.method !== 'sft' || analysis.shape === undefined) {
    return [];
  }
  const passed = tokens.assistant - tokens.last;
  if (current === 'completion' && several > 0 && passed > worthwhile * tokens.assistant) {
    return suggest(
      situation,
      'hyperparameters.loss',
      'assistant',
      `${counted(several, 'row')} ${several === 1 ? 'has' : 'have'} several answers, and only the last is learnt: ${percent(passed, tokens.assistant)} of the assistant's tokens (about ${numberText(passed)}) are passed over.`,
      pages.sft,
    );
  }
  const prompts = tokens.total - tokens.assistant;
  return current === 'all' && isConversational(analysis.shape) && prompts > worthwhile * tokens.total
    ? suggest(
        situation,
        'hyperparameters.loss',
        'assistant',
        `${percent(prompts, tokens.total)} of the tokens of ${counted(used, 'row')} are what users and tools say: the model would learn to write those too.`,
        pages.sft,
      )
    : [];
};
