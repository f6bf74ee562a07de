import type { PreflightRow } from '../preflight-report.ts';
import { type Check, counted, type Inspection, numberText, percent } from './check.ts';

/** Token counts are estimates within some 20 %: only a prompt that is longer by more than that is surely too long. */
const certainty = 0.75;

const mostRows = 100;

/** What is cut at the greatest length, and rows of which nothing that is to be learnt is left. */
export const tokens: Check = {
  name: 'tokens',
  title: 'Length of rows',
  judge(inspection) {
    const { analysis, plan, model } = inspection;
    const { maxLength } = plan.spec.hyperparameters;
    const { lengths, tokens: sums } = analysis.train;
    const [lost, cut] = tooLong(inspection);
    const total = `About ${numberText(sums.total)} tokens an epoch, ${numberText(sums.trained)} of them learnt`;
    if (lost.length > 0) {
      return {
        status: 'error',
        message: `The prompt of ${counted(lost.length, 'row')} fills all of ${numberText(maxLength)} tokens (maxLength): nothing of the answer is left to be learnt.`,
        advice: 'Raise hyperparameters.maxLength, or shorten or remove these rows.',
        rows: rowsOf(inspection, [...lost, ...cut]),
        rowCount: lost.length + cut.length,
      };
    }
    if (cut.length > 0) {
      return {
        status: 'warning',
        message: `${counted(cut.length, 'row')} (${percent(cut.length, lengths.rows)}) ${cut.length === 1 ? 'is' : 'are'} longer than ${numberText(maxLength)} tokens (maxLength): the end is cut, which is where the answer is. The longest has about ${numberText(lengths.max)}.`,
        advice: 'Raise hyperparameters.maxLength, or shorten the rows.',
        rows: rowsOf(inspection, cut),
        rowCount: cut.length,
      };
    }
    if (model.contextLength !== undefined && maxLength > model.contextLength) {
      return {
        status: 'warning',
        message: `maxLength is ${numberText(maxLength)}, and the base model was made for ${numberText(model.contextLength)} tokens.`,
        advice: `Lower hyperparameters.maxLength to ${model.contextLength}.`,
      };
    }
    return { status: 'ok', message: `${total}; the longest row has about ${numberText(lengths.max)}.` };
  },
};

/** Rows whose answer is surely cut away whole, and others that are cut, each the longest first. */
function tooLong({ analysis, plan }: Inspection): readonly [readonly number[], readonly number[]] {
  const { maxLength } = plan.spec.hyperparameters;
  const { lengths, prompts } = analysis.train.table;
  const lost: number[] = [];
  const cut: number[] = [];
  for (const [row, length] of lengths.entries()) {
    if (length > maxLength) {
      (prompts[row]! * certainty >= maxLength ? lost : cut).push(row);
    }
  }
  const longestFirst = (a: number, b: number) => lengths[b]! - lengths[a]! || a - b;
  return [lost.sort(longestFirst), cut.sort(longestFirst)];
}

function rowsOf({ analysis: { train } }: Inspection, rows: readonly number[]): PreflightRow[] {
  return rows.slice(0, mostRows).map((row) => ({
    path: train.pathOf(row),
    line: train.table.lines[row]!,
    column: 1,
    message: `About ${numberText(train.table.lengths[row]!)} tokens, ${numberText(train.table.prompts[row]!)} of them before what is learnt.`,
  }));
}
