import { columnsAt } from '../../document/place.ts';
import type { EncodingFault } from '../../document/signature.ts';
import type { DatasetRule } from '../rule.ts';
import { beginningOf } from './file-place.ts';

/** What a reader shows in place of bytes that are no UTF-8. */
const replacement = '\uFFFD';

/** A file that is not UTF-8, or no text at all. */
export const encoding: DatasetRule = {
  code: 'json.encoding',
  title: 'Not UTF-8',
  severity: 'error',
  scope: 'dataset',
  reads: ['file', 'rows'],
  aboutFile: true,
  check({ file, rows }, report) {
    const fault = file.encoding;
    if (fault === undefined) {
      return;
    }
    // The file may have been edited since its bytes were seen.
    const line = fault.kind === 'invalid' ? Math.min(fault.line, rows.length - 1) : 0;
    const row = rows[line]!;
    const at = fault.kind === 'invalid' ? row.text.indexOf(replacement) : -1;
    report(row, {
      place: at < 0 ? beginningOf(row.text) : columnsAt(at, at + 1),
      message: messageFor(fault),
    });
  },
};

function messageFor(fault: EncodingFault): string {
  switch (fault.kind) {
    case 'binary':
      return fault.what === undefined
        ? 'This file is binary, not text, so it holds no rows that could be checked. Training data is JSON Lines in UTF-8.'
        : `This file is ${fault.what}, not text, so it holds no rows that could be checked. Unpack it or export it as JSON Lines in UTF-8.`;
    case 'utf-16':
      return 'This file is UTF-16, which trainers can\'t read: Windows PowerShell writes it with ">". Save it as UTF-8.';
    case 'invalid':
      return `The byte 0x${hex(fault.byte)} in row ${fault.line + 1} (offset ${fault.offset} of the file) is not UTF-8, so a trainer stops there or learns a wrong character. The file was probably saved as Windows-1252 or Latin-1: open it with that encoding and save it as UTF-8.`;
  }
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
