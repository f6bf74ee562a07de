import path from 'node:path';
import { type Conversion, emptySurvey } from '../../../../src/language/index.ts';
import { conversion } from '../../../../src/runs/preflight/conversion.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, plain, root, splitOf } from '../support/inspection.ts';

const none = { count: 0, lines: [] };

function converted(
  more: Partial<Conversion>,
  leftOut: { path: string; line: number; reason: string }[] = [],
) {
  const account: Conversion = {
    survey: emptySurvey,
    leftOut: [],
    dropped: {},
    unmasked: none,
    cut: none,
    developer: none,
    ...more,
  };
  const conversions = [{ path: path.join(root, 'train.jsonl'), conversion: account }];
  const analysis = analysisOf({ train: splitOf(plain(10), { conversions }) });
  return { analysis: { ...analysis, dataset: { ...analysis.dataset, leftOut } } };
}

describeCheck(conversion, [
  ['nothing lost', converted({}), { status: 'ok', says: /^10 rows converted; nothing is lost\.$/ }],
  [
    'rows left out',
    converted({}, [
      { path: 'train.jsonl', line: 4, reason: 'It is no JSON.' },
      { path: 'more/valid.jsonl', line: 1, reason: 'It is no JSON.' },
    ]),
    {
      status: 'error',
      says: /^2 rows can't be trained on/,
      advice: /override this check/,
      rows: ['train.jsonl:4', 'valid.jsonl:1'],
    },
  ],
  [
    'weights that are not kept',
    converted({ unmasked: { count: 250, lines: [2, 5] } }),
    {
      status: 'warning',
      says: /^250 rows have messages of weight 0 that will be learnt/,
      advice: /"completion"/,
      rows: ['train.jsonl:2', 'train.jsonl:5'],
      rowCount: 250,
    },
  ],
  [
    'what else becomes of rows',
    converted({
      dropped: { '"metadata"': 3, '"x" of messages': 1 },
      cut: { count: 2, lines: [1, 2] },
      developer: { count: 1, lines: [1] },
    }),
    {
      status: 'note',
      says: /^Not carried, .* reads them: "metadata" \(3 rows\), "x" of messages \(1 row\)\. What follows the last answer is cut in 2 rows\. Developer messages become system messages in 1 row\.$/,
    },
  ],
]);
