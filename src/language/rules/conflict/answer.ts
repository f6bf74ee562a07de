import { rowOpening } from '../../document/place.ts';
import type { DatasetRule } from '../rule.ts';
import { otherAnswers } from './answers.ts';

/** One prompt with two answers that can't both be right. */
export const answer: DatasetRule = {
  code: 'conflict.answer',
  title: 'Contradictory answers to one prompt',
  severity: 'warning',
  scope: 'dataset',
  reads: ['prompts'],
  check({ indexes }, report) {
    for (const { row, earlier, contradiction } of otherAnswers(indexes)) {
      if (contradiction === undefined) {
        continue;
      }
      const { place, says, against } = contradiction;
      report(row, {
        place,
        message: () =>
          `This row answers "${says}", and row ${earlier.line + 1} answers "${against}" to the same prompt. Both can't be right, and a model that is taught both learns to guess: correct one, or say in the prompts what differs.`,
        related: [{ row: earlier, place: rowOpening, message: `The same prompt, answered "${against}"` }],
      });
    }
  },
};
