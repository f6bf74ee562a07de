import { keyAt } from '../../document/place.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import type { DatasetRule } from '../rule.ts';
import { chosenKey, rejectedKey } from './sides.ts';

/** An answer that one row prefers and another rejects, for the same prompt. */
export const contradiction: DatasetRule = {
  code: 'preference.contradiction',
  title: 'An answer both chosen and rejected',
  severity: 'warning',
  scope: 'dataset',
  reads: ['prompts'],
  check({ indexes }, report) {
    for (const group of indexes.prompts.crowded()) {
      const chosen = new Map<number, CheckedRow>();
      const rejected = new Map<number, CheckedRow>();
      for (const row of group) {
        const pair = row.facts?.example?.pair;
        if (pair?.chosen === undefined || pair.rejected === undefined || pair.chosen === pair.rejected) {
          continue;
        }
        const against = rejected.get(pair.chosen);
        const favour = chosen.get(pair.rejected);
        const earlier = against ?? favour;
        if (earlier !== undefined) {
          const format = row.facts!.format!;
          const theirs = earlier.facts!.format!;
          report(row, {
            place: keyAt(against === undefined ? rejectedKey(format) : chosenKey(format)),
            message: () =>
              against === undefined
                ? `Row ${earlier.line + 1} prefers, for the same prompt, what this row rejects: what the model learns from one it unlearns from the other. Decide which answer is better.`
                : `Row ${earlier.line + 1} rejects, for the same prompt, what this row prefers: what the model learns from one it unlearns from the other. Decide which answer is better.`,
            related: [
              {
                row: earlier,
                place: keyAt(against === undefined ? chosenKey(theirs) : rejectedKey(theirs)),
                message: against === undefined ? 'Preferred here' : 'Rejected here',
              },
            ],
          });
        }
        if (!chosen.has(pair.chosen)) {
          chosen.set(pair.chosen, row);
        }
        if (!rejected.has(pair.rejected)) {
          rejected.set(pair.rejected, row);
        }
      }
    }
  },
};
