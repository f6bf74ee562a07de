import { many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

/** Pairs of which the first `longer` have the longer answer chosen, the others the shorter. */
function pairs(count: number, longer: number, key: 'chosen' | 'rejected' = 'chosen') {
  return many(count, (number) => {
    const long = `A long answer, number ${number}.`;
    const [chosen, rejected] = number <= longer === (key === 'chosen') ? [long, 'Short.'] : ['Short.', long];
    return { prompt: `Question ${number}`, chosen, rejected };
  });
}

const equal = many(8, (number) => ({ prompt: `Same ${number}`, chosen: 'Yes', rejected: 'No!' }));

describeRule('preference.length-bias', {
  flags: [
    {
      name: 'chosen answers that are nearly always longer, on the first pair',
      rows: [{ text: 'Something else.' }, ...pairs(40, 36)],
      at: ['{"prompt"'],
      lines: [1],
      says: 'In 36 of 40 pairs (90 %) the chosen answer is the longer one: a model learns from them to write more',
      severity: 'info',
    },
    {
      name: 'rejected answers that are always longer',
      rows: pairs(30, 30, 'rejected'),
      at: ['{"prompt"'],
      says: 'the rejected answer is the longer one: a model learns from them to write less',
    },
    { name: 'four of five', rows: [...pairs(32, 32), ...equal], at: ['{"prompt"'], says: '(80 %)' },
  ],
  passes: [
    { name: 'too few pairs to tell', rows: pairs(29, 29) },
    { name: 'a bit less than four of five', rows: pairs(40, 31) },
    { name: 'even lengths', rows: pairs(40, 20) },
    {
      name: 'rows that are no pairs',
      rows: many(40, (number) => ({ prompt: `Question ${number}`, completion: 'Yes' })),
    },
  ],
});
