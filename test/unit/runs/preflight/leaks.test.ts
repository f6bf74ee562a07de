import path from 'node:path';
import { leaks } from '../../../../src/runs/preflight/leaks.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, root, splitOf } from '../support/inspection.ts';

const trained = { path: path.join(root, 'train.jsonl'), line: 12 };
const leak = { split: 'validation', path: path.join(root, 'valid.jsonl'), line: 3, trained } as const;

describeCheck(leaks, [
  ['none', {}, { status: 'ok', says: /^None of 50 held-out rows/ }],
  [
    'nothing held out',
    { analysis: analysisOf({ validation: splitOf([]) }) },
    { status: 'ok', says: /No rows are held out/ },
  ],
  [
    'a row and a prompt',
    {
      analysis: analysisOf({
        leaks: {
          rows: [
            { kind: 'content', ...leak },
            { kind: 'prompt', ...leak, line: 5 },
          ],
          count: 140,
        },
      }),
    },
    {
      status: 'error',
      says: /^140 held-out rows are trained on too/,
      rows: ['valid.jsonl:3', 'valid.jsonl:5'],
      rowCount: 140,
    },
  ],
]);
