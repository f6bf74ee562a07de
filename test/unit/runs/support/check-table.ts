import { describe, expect, test } from 'vitest';
import { type Check, type Inspection, itemOf } from '../../../../src/runs/preflight/check.ts';
import type { PreflightItem } from '../../../../src/runs/preflight-report.ts';
import { inspectionOf } from './inspection.ts';

interface Expected {
  readonly status: PreflightItem['status'];
  readonly says: RegExp;
  readonly advice?: RegExp;
  /** Rows as `file:line`. */
  readonly rows?: readonly string[];
  readonly rowCount?: number;
}

export type CheckCase = readonly [title: string, inspection: Partial<Inspection>, expected: Expected];

/** One table a check: what it says of which inspection. */
export function describeCheck(check: Check, cases: readonly CheckCase[]): void {
  describe(`the check ${check.name}`, () => {
    test.each(cases)('%s', (_, inspection, { status, says, advice, rows = [], rowCount = rows.length }) => {
      const item = itemOf(check, inspectionOf(inspection));
      expect(item).toMatchObject({ name: check.name, title: check.title, status, rowCount });
      expect(item.message).toMatch(says);
      expect(item.message).not.toMatch(/undefined|NaN|\s$| {2}/);
      if (advice !== undefined) {
        expect(item.advice).toMatch(advice);
      }
      expect(item.rows.map(({ path, line }) => `${path.split(/[\\/]/).at(-1)}:${line}`)).toEqual(rows);
    });
  });
}
