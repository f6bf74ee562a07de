import type { LineRule } from '../rule.ts';

/** A line without a row. The empty line that a final line end leaves is none. */
export const blankLine: LineRule = {
  code: 'json.blank-line',
  title: 'Blank line',
  severity: 'warning',
  scope: 'row',
  on: 'line',
  check({ kind }, report) {
    if (kind !== 'blank') {
      return;
    }
    report({
      place: { path: [] },
      message:
        'This line is blank. Some trainers skip it, others stop here: every line must be one JSON object.',
      fix: {
        title: 'Remove the blank line',
        safety: 'safe',
        change: () => ({ kind: 'lines', lines: [] }),
      },
    });
  },
};
