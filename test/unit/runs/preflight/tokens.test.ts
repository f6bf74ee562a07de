import { tokens } from '../../../../src/runs/preflight/tokens.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, hub, plain, planOf, splitOf } from '../support/inspection.ts';

const of = (...rows: { length: number; prompt: number }[]) =>
  analysisOf({ train: splitOf([...rows, ...plain(98)]) });

describeCheck(tokens, [
  [
    'short rows',
    {},
    {
      status: 'ok',
      says: /^About 40,000 tokens an epoch, 16,000 of them learnt; the longest row has about 100\.$/,
    },
  ],
  [
    'rows that are cut, the longest first',
    { analysis: of({ length: 1025, prompt: 10 }, { length: 5000, prompt: 1200 }) },
    {
      status: 'warning',
      says: /^2 rows \(2 %\) are longer than 1,024 tokens .* The longest has about 5,000\.$/,
      advice: /maxLength/,
      rows: ['train.jsonl:2', 'train.jsonl:1'],
    },
  ],
  [
    'rows of which nothing is left to be learnt',
    { analysis: of({ length: 2000, prompt: 10 }, { length: 1500, prompt: 1400 }) },
    {
      status: 'error',
      says: /^The prompt of 1 row fills all of 1,024 tokens/,
      rows: ['train.jsonl:2', 'train.jsonl:1'],
    },
  ],
  ['as long as may be', { analysis: of({ length: 1024, prompt: 1000 }) }, { status: 'ok', says: /1,024/ }],
  [
    'more than the model was made for',
    { model: { ...hub, contextLength: 512 } },
    { status: 'warning', says: /made for 512 tokens/, advice: /to 512/ },
  ],
  [
    'a length that was asked for',
    {
      plan: planOf({ hyperparameters: { maxLength: 50 } }),
      analysis: analysisOf({ train: splitOf(plain(2)) }),
    },
    { status: 'warning', says: /2 rows \(100 %\)/, rows: ['train.jsonl:1', 'train.jsonl:2'] },
  ],
]);
