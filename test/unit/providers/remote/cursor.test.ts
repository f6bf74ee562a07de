import { expect, test } from 'vitest';
import { atTheBeginning, readCursor, writeCursor } from '../../../../src/providers/remote/cursor.ts';

test.each([atTheBeginning, { position: { n: 12, logs: 3 }, word: 'RUNNING', checkpoint: true }])(
  '%j comes back',
  (progress) => {
    expect(readCursor(writeCursor(progress))).toEqual(progress);
  },
);

test.each([undefined, '', 'x', '[]', '[1,2]', '[-1,0,false,null]', '[1,"2",false,null]', '{"n":1}'])(
  '%j is the beginning',
  (cursor) => {
    expect(readCursor(cursor)).toEqual(atTheBeginning);
  },
);
