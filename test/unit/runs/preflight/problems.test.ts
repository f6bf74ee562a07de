import { problems } from '../../../../src/runs/preflight/problems.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, plain, root, splitOf } from '../support/inspection.ts';

function flawed(file: string, rows: number, lines: readonly number[]) {
  const errors = lines.map((line) => ({
    path: `${root}/${file}`,
    code: 'chat.no-user',
    severity: 'error' as const,
    line,
    column: 3,
    endLine: line,
    endColumn: 9,
    message: 'No user.',
    related: [],
    fix: 'none' as const,
  }));
  const counts = { error: lines.length, warning: 2, info: 0, hint: 0 };
  return splitOf(plain(rows), { file, problems: { counts, errorRows: lines.length, errors } });
}

describeCheck(problems, [
  ['sound rows', {}, { status: 'ok', says: /^No row has an error\.$/ }],
  [
    'warnings alone',
    { analysis: analysisOf({ train: flawed('train.jsonl', 9, []) }) },
    { status: 'ok', says: /there are 2 warnings/ },
  ],
  [
    'errors in rows to train on',
    { analysis: analysisOf({ train: flawed('train.jsonl', 1200, [7, 9]) }) },
    {
      status: 'error',
      says: /^2 of 1,200 rows to train on have errors/,
      advice: /tuneset\.json/,
      rows: ['train.jsonl:7', 'train.jsonl:9'],
    },
  ],
  [
    'errors in rows that are only watched',
    { analysis: analysisOf({ validation: flawed('valid.jsonl', 9, [3]) }) },
    { status: 'warning', says: /^1 validation row has errors/, rows: ['valid.jsonl:3'] },
  ],
]);
