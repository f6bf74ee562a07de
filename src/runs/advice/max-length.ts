import { pages } from '../defaults.ts';
import { counted, numberText, percent } from '../preflight/check.ts';
import { type Advisor, suggest } from './advisor.ts';

/** The share of the rows that is to stay whole. */
const whole = 0.99;

/** Lengths come in steps that GPUs like. */
const step = 64;

export const maxLength: Advisor = (situation) => {
  const { plan, analysis, model } = situation;
  const { maxLength: current } = plan.spec.hyperparameters;
  const { lengths } = analysis.train;
  const cut = lengths.longerThan(current);
  const context = model?.contextLength ?? Number.POSITIVE_INFINITY;
  const keeping = Math.ceil(lengths.percentile(whole) / step) * step;
  const suggested = Math.min(keeping, context);
  if (cut <= (1 - whole) * lengths.rows || suggested <= current) {
    return [];
  }
  const kept = lengths.rows - lengths.longerThan(suggested);
  const limit = keeping > context ? ` The base model was made for no more than ${numberText(context)}.` : '';
  return suggest(
    situation,
    'hyperparameters.maxLength',
    suggested,
    `${counted(cut, 'row')} of ${numberText(lengths.rows)} are longer than ${numberText(current)} tokens and lose their end; with ${numberText(suggested)} ${percent(kept, lengths.rows)} stay whole (half of the rows have at most ${numberText(lengths.percentile(0.5))}).${limit}`,
    pages[plan.spec.method],
  );
};
