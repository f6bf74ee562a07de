import { good } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.blank-line', {
  flags: [
    {
      name: 'an empty line between rows',
      rows: [good(1), '', good(2)],
      at: [''],
      lines: [1],
      fixed: [good(1), good(2)],
    },
    {
      name: 'a line of white space',
      rows: [good(1), '   ', good(2)],
      at: ['   '],
      fixed: [good(1), good(2)],
    },
    {
      name: 'a second line end at the end',
      rows: [good(1), '', ''],
      at: [''],
      lines: [1],
      fixed: [good(1), ''],
    },
    { name: 'white space on the last line', rows: [good(1), ' '], at: [' '] },
  ],
  passes: [
    { name: 'a final line end', rows: [good(1), ''] },
    { name: 'a last line without one', rows: [good(1), good(2)] },
    { name: 'an empty file', rows: [''] },
  ],
});
