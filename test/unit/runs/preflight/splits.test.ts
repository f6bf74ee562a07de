import { expect, test } from 'vitest';
import { itemOf } from '../../../../src/runs/preflight/check.ts';
import { splits } from '../../../../src/runs/preflight/splits.ts';
import { blocking } from '../../../../src/runs/preflight-report.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, inspectionOf, plain, planOf, ready, splitOf } from '../support/inspection.ts';

const nothing = analysisOf({ train: splitOf([]) });
const unwatched = analysisOf({ validation: splitOf([]) });

describeCheck(splits, [
  ['both', {}, { status: 'ok', says: /^400 rows to train on, 50 rows to watch\.$/ }],
  ['no row', { analysis: nothing }, { status: 'error', says: /no row to train on/ }],
  [
    'nothing held out',
    { analysis: unwatched, plan: planOf({}, { files: { train: ['t'], validation: [], test: [] } }) },
    { status: 'warning', says: /none held out/, advice: /"validation"/ },
  ],
  [
    'nothing left of what was held out',
    { analysis: unwatched },
    { status: 'warning', says: /none of the validation rows/ },
  ],
  [
    'few held out',
    { analysis: analysisOf({ validation: splitOf(plain(1)) }) },
    { status: 'note', says: /1 row to watch: so few/ },
  ],
]);

test('without a row nothing overrides it; everything else is overridden by its name', () => {
  const report = (analysis: typeof nothing) => ({
    items: [itemOf(splits, inspectionOf({ analysis }))],
    advice: [],
    estimate: undefined,
    environment: ready,
  });
  expect(blocking(report(nothing), ['splits'])).toMatchObject([{ name: 'splits' }]);
  const other = { ...report(nothing), items: [{ ...report(nothing).items[0]!, name: 'leaks' }] };
  const { overridable: _, ...item } = other.items[0]!;
  expect(blocking({ ...other, items: [item] }, [])).toHaveLength(1);
  expect(blocking({ ...other, items: [item] }, ['leaks'])).toEqual([]);
});
