import type { PreflightRow } from '../preflight-report.ts';
import { type Check, counted, shownFile } from './check.ts';

/** Held-out rows that are trained on: what is measured on them says nothing. */
export const leaks: Check = {
  name: 'leaks',
  title: 'Leaks between splits',
  judge({ analysis: { leaks: found, validation, testRows }, plan }) {
    const heldOut = validation.used + testRows;
    if (found.count === 0) {
      return {
        status: 'ok',
        message:
          heldOut === 0
            ? 'No rows are held out.'
            : `None of ${counted(heldOut, 'held-out row')} is among those to train on.`,
      };
    }
    const rows = found.rows.map(({ kind, path, line, trained }): PreflightRow => {
      const where = `${shownFile(plan, trained.path)}:${trained.line}`;
      return {
        path,
        line,
        column: 1,
        message:
          kind === 'content'
            ? `The same row is trained on: ${where}.`
            : `Its prompt is trained on: ${where}.`,
      };
    });
    return {
      status: 'error',
      message: `${counted(found.count, 'held-out row')} ${found.count === 1 ? 'is' : 'are'} trained on too: results on ${found.count === 1 ? 'it' : 'them'} would look better than they are.`,
      advice: 'Take these rows out of one of the two files.',
      rows,
      rowCount: found.count,
    };
  },
};
