import { good, many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.encoding', {
  flags: [
    {
      name: 'a byte that is no UTF-8, where a reader shows the replacement',
      rows: [...many(2), { text: 'caf\uFFFD' }, good(4)],
      file: { encoding: { kind: 'invalid', offset: 321, byte: 0xe9, line: 2 } },
      at: ['\uFFFD'],
      lines: [2],
      says: '0xE9 in row 3 (offset 321',
      severity: 'error',
    },
    {
      name: 'such a byte in a row that has been put right since',
      rows: many(2),
      file: { encoding: { kind: 'invalid', offset: 9, byte: 0xff, line: 7 } },
      at: ['{'],
      lines: [1],
    },
    {
      name: 'UTF-16',
      rows: many(2),
      file: { encoding: { kind: 'utf-16' } },
      at: ['{'],
      says: 'PowerShell',
    },
    {
      name: 'a binary, and nothing else of it',
      rows: ['PK\u0003\u0004\u0000\u0001', '\u0000\u0000'],
      file: { encoding: { kind: 'binary', what: 'a ZIP archive' } },
      at: ['P'],
      says: 'a ZIP archive',
    },
    { name: 'text full of NULs', rows: ['\u0000\u0001\u0002{'], at: ['\u0000'], says: 'binary' },
  ],
  passes: [
    { name: 'UTF-8', rows: [{ text: 'Grüße 👋 你好' }] },
    { name: 'a row with a NUL in an escape', rows: [{ text: 'a\u0000b' }] },
    { name: 'one raw NUL, which breaks its row only', rows: [...many(3), '{"text":"a\u0000b"}'] },
    { name: 'an empty file', rows: [''] },
  ],
});
