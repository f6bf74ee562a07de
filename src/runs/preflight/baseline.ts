import { type Check, shownFile } from './check.ts';

/** Without the base model's own results on the same rows nobody can say whether training helped. */
export const baseline: Check = {
  name: 'baseline',
  title: 'Baseline',
  judge({ baselines, plan }) {
    const [latest] = baselines;
    return latest === undefined
      ? {
          status: 'note',
          message:
            'There is no baseline of the base model on the held-out rows: measure it first to prove an improvement.',
        }
      : { status: 'ok', message: `The base model was measured: ${shownFile(plan, latest)}.` };
  },
};
