import type { DatasetRule } from '../rule.ts';
import { beginningOf } from './file-place.ts';

/** Line ends of several kinds, or of the old Macintosh kind: readers disagree on where rows end. */
export const lineEnding: DatasetRule = {
  code: 'json.line-ending',
  title: 'Mixed line ends',
  severity: 'warning',
  scope: 'dataset',
  reads: ['file', 'rows'],
  aboutFile: true,
  check({ file, rows }, report) {
    const { lf, crlf, cr } = file.lineEnds;
    if (cr === 0 && (lf === 0 || crlf === 0)) {
      return;
    }
    const counts = [
      [lf, 'LF'],
      [crlf, 'CRLF'],
      [cr, 'a lone CR'],
    ] as const;
    const found = counts.flatMap(([count, name]) => (count > 0 ? [`${count} with ${name}`] : []));
    const last = found.pop()!;
    const list = found.length === 0 ? last : `${found.join(', ')} and ${last}`;
    report(rows[0]!, {
      place: beginningOf(rows[0]!.text),
      message:
        cr > 0
          ? `Rows of this file end in ways that readers disagree on: ${list}. A lone CR ends a row for some and not for others. Use LF throughout.`
          : `The rows of this file end in different ways: ${list}. It was probably put together from several files; use LF throughout.`,
      fix: {
        title: 'End every row with LF',
        safety: 'safe',
        change: () => ({ kind: 'bytes', how: 'line-feeds' }),
      },
    });
  },
};
