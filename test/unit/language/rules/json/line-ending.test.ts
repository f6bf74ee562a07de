import { many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const rows = many(4);

describeRule('json.line-ending', {
  flags: [
    {
      name: 'LF and CRLF in one file, with their numbers',
      rows,
      file: { lineEnds: { lf: 3, crlf: 1, cr: 0 } },
      at: ['{'],
      lines: [0],
      says: '3 with LF and 1 with CRLF',
      severity: 'warning',
    },
    {
      name: 'a lone CR among LF',
      rows,
      file: { lineEnds: { lf: 3, crlf: 0, cr: 2 } },
      at: ['{'],
      says: '3 with LF and 2 with a lone CR',
    },
    {
      name: 'all three',
      rows,
      file: { lineEnds: { lf: 1, crlf: 1, cr: 1 } },
      at: ['{'],
      says: '1 with LF, 1 with CRLF and 1 with a lone CR',
    },
    {
      name: 'nothing but lone CRs',
      rows,
      file: { lineEnds: { lf: 0, crlf: 0, cr: 4 } },
      at: ['{'],
      says: 'A lone CR ends a row for some',
    },
  ],
  passes: [
    { name: 'LF throughout', rows, file: { lineEnds: { lf: 4, crlf: 0, cr: 0 } } },
    { name: 'CRLF throughout', rows, file: { lineEnds: { lf: 0, crlf: 4, cr: 0 } } },
    { name: 'a single row', rows: many(1) },
    { name: 'a document that has no bytes yet', rows, file: { lineEnds: { lf: 0, crlf: 0, cr: 0 } } },
  ],
});
