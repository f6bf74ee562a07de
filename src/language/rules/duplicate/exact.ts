import { rowOpening } from '../../document/place.ts';
import type { DatasetRule } from '../rule.ts';

/** Rows that teach the same as an earlier row, however they are written. */
export const exact: DatasetRule = {
  code: 'duplicate.exact',
  title: 'Duplicate row',
  severity: 'warning',
  scope: 'dataset',
  reads: ['meanings'],
  check({ indexes }, report) {
    for (const [first, ...rest] of indexes.meanings.crowded()) {
      if (first === undefined) {
        continue;
      }
      for (const row of rest) {
        report(row, {
          place: rowOpening,
          message: () =>
            row.text === first.text
              ? `This row is the same as row ${first.line + 1}: the model is trained on it twice. Keep one.`
              : `This row means the same as row ${first.line + 1}, though it is written differently: the model is trained on it twice. Keep one.`,
          related: [{ row: first, place: rowOpening, message: 'The first row that says this' }],
          fix: {
            title: 'Remove the duplicate row',
            safety: 'suggested',
            change: () => ({ kind: 'lines', lines: [] }),
          },
        });
      }
    }
  },
};
