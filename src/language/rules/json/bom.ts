import { hasByteOrderMark } from '../../document/json.ts';
import { columnsAt } from '../../document/place.ts';
import { demandsFor, targetNames } from '../../targets/target.ts';
import type { DatasetRule } from '../rule.ts';
import { beginningOf } from './file-place.ts';

/** A byte order mark, which one trainer demands and most others stumble over. */
export const bom: DatasetRule = {
  code: 'json.bom',
  title: 'Byte order mark',
  severity: 'warning',
  scope: 'dataset',
  reads: ['file', 'rows'],
  aboutFile: true,
  check({ file, rows, targets }, report) {
    const first = rows[0]!;
    const isEmpty = rows.length === 1 && first.text === '';
    if (file.encoding?.kind === 'utf-16' || file.encoding?.kind === 'binary' || isEmpty) {
      return;
    }
    const demands = demandsFor(targets, 'byteOrderMark');
    const requiring = demands.filter(({ value }) => value === 'required');
    const rejecting = demands.filter(({ value }) => value === 'rejected');
    const place = hasByteOrderMark(first.text) ? columnsAt(0, 1) : beginningOf(first.text);
    if (!file.byteOrderMark) {
      if (requiring.length > 0) {
        report(first, {
          place,
          message: `This file has no byte order mark, and ${targetNames(requiring)} asks for one at its beginning. Save it as UTF-8 with BOM.`,
          fix: {
            title: 'Add the byte order mark',
            safety: 'suggested',
            change: () => ({ kind: 'bytes', how: 'add-byte-order-mark' }),
          },
        });
      }
      return;
    }
    if (requiring.length > 0 && rejecting.length === 0) {
      return;
    }
    report(first, {
      place,
      severity: rejecting.length > 0 ? 'error' : 'warning',
      message:
        rejecting.length > 0
          ? `This file begins with a byte order mark, which ${targetNames(rejecting)} rejects. Save it as UTF-8 without one.`
          : "This file begins with a byte order mark: Python's json module, and with it most trainers, stops at the first row. Save it as UTF-8 without one.",
      fix: {
        title: 'Remove the byte order mark',
        safety: requiring.length > 0 ? 'suggested' : 'safe',
        change: () => ({ kind: 'bytes', how: 'remove-byte-order-mark' }),
      },
    });
  },
};
