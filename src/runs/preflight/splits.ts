import { type Check, counted } from './check.ts';

/** Fewer rows than these say little: one more or less of them right moves the figure by some percent. */
const fewRows = 20;

/** Whether there is something to train on, and something to see by whether it helps. */
export const splits: Check = {
  name: 'splits',
  title: 'Splits',
  judge({ analysis: { train, validation }, plan }) {
    if (train.used === 0) {
      return {
        status: 'error',
        message: 'There is no row to train on.',
        advice: 'Add rows to the files under "train", or mend those that are left out.',
        overridable: false,
      };
    }
    const trained = `${counted(train.used, 'row')} to train on`;
    if (validation.used === 0) {
      return {
        status: 'warning',
        message:
          plan.files.validation.length === 0
            ? `${trained}, and none held out: nothing will tell learning from learning by heart.`
            : `${trained}, and none of the validation rows can be used.`,
        advice: 'Hold out some rows in a file of their own: "files": { "validation": "valid.jsonl" }.',
      };
    }
    const watched = `${trained}, ${counted(validation.used, 'row')} to watch`;
    return validation.used < fewRows
      ? { status: 'note', message: `${watched}: so few give a rough picture only.` }
      : { status: 'ok', message: `${watched}.` };
  },
};
