import type { PreflightRow } from '../preflight-report.ts';
import { type Check, counted, numberText } from './check.ts';

/**
 * Errors in rows that are trained on stand in the way; those of rows that are only watched spoil what is measured. Only
 * what the trainer's own target says counts: targets of tuneset.json are other places to train.
 */
export const problems: Check = {
  name: 'problems',
  title: 'Problems of the training rows',
  judge({ analysis: { train, validation } }) {
    const rows = [...train.problems.errors, ...validation.problems.errors].map(
      ({ path, line, column, code, message }): PreflightRow => ({ path, line, column, code, message }),
    );
    const rowCount = train.problems.errorRows + validation.problems.errorRows;
    const warnings = train.problems.counts.warning;
    if (rowCount === 0) {
      return {
        status: 'ok',
        message:
          warnings === 0
            ? 'No row has an error.'
            : `No row has an error; there are ${counted(warnings, 'warning')}.`,
      };
    }
    const advice =
      'Mend the rows, or turn down the rule in tuneset.json where it does not hold for your data.';
    return train.problems.errorRows > 0
      ? {
          status: 'error',
          message: `${numberText(train.problems.errorRows)} of ${counted(train.used, 'row')} to train on ${train.problems.errorRows === 1 ? 'has' : 'have'} errors: the model would learn them.`,
          advice,
          rows,
          rowCount,
        }
      : {
          status: 'warning',
          message: `${counted(rowCount, 'validation row')} ${rowCount === 1 ? 'has' : 'have'} errors: the validation loss would say less.`,
          advice,
          rows,
          rowCount,
        };
  },
};
