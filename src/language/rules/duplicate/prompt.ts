import { rowOpening } from '../../document/place.ts';
import { otherAnswers } from '../conflict/answers.ts';
import type { DatasetRule } from '../rule.ts';

/** Smaller sets are looked at row by row, whatever their share of repeated prompts. */
const smallSet = 20;

/** Rows that ask what an earlier row asks and answer it in other words. */
export const prompt: DatasetRule = {
  code: 'duplicate.prompt',
  title: 'Prompt used again',
  severity: 'info',
  scope: 'dataset',
  reads: ['prompts', 'systems'],
  check({ indexes }, report) {
    const others = [...otherAnswers(indexes)].filter((other) => other.contradiction === undefined);
    // The tally of system prompts counts every example once. Where every other row repeats a prompt, that is how the
    // set is made: several sampled answers to each question.
    const examples = indexes.systems.total;
    if (examples >= smallSet && others.length * 2 >= examples) {
      return;
    }
    for (const { row, earlier } of others) {
      report(row, {
        place: rowOpening,
        message: () =>
          `This row has the same prompt as row ${earlier.line + 1} and another answer. Several good answers are fine; make sure that both are meant, and keep both in the same split.`,
        related: [{ row: earlier, place: rowOpening, message: 'The first row with this prompt' }],
      });
    }
  },
};
