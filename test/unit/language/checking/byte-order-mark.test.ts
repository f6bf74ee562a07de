import { expect, test } from 'vitest';
import { Dataset } from '../../../../src/language/checking/dataset.ts';
import { inFileOrder } from '../../../../src/language/checking/order.ts';
import { many } from '../../support/rows.ts';

const lines = many(4).map((row) => JSON.stringify(row));
const marked = `\uFEFF${lines[0]}`;

/** The problems of a dataset that concern JSON, as an edited one and one that is checked anew must agree on them. */
function found(dataset: Dataset): string[] {
  dataset.work();
  return inFileOrder(dataset.problems())
    .filter(({ problem }) => problem.code === 'json.syntax')
    .map(({ problem, span }) => `${problem.row.line}:${span.start}`);
}

function datasetWith(texts: readonly string[]): Dataset {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(texts);
  return dataset;
}

test('a byte order mark is no mistake in the first row, and one in any other', () => {
  expect(found(datasetWith([marked, ...lines]))).toEqual([]);
  expect(found(datasetWith([...lines, marked]))).toEqual(['4:0']);
});

test('rows that come to be the first, or no longer are, are read anew', () => {
  const dataset = datasetWith([marked, ...lines]);
  expect(found(dataset)).toEqual([]);
  dataset.splice({ start: 0, removed: 0, inserted: [lines[1]!] });
  expect(found(dataset)).toEqual(['1:0']);
  dataset.splice({ start: 0, removed: 1, inserted: [] });
  expect(found(dataset)).toEqual([]);
  dataset.splice({ start: 0, removed: 1, inserted: [lines[2]!, marked] });
  expect(found(dataset)).toEqual(['1:0']);
  dataset.splice({ start: 0, removed: 2, inserted: [] });
  expect(found(dataset)).toEqual([]);
});

test('the places of a marked row are those of its text', () => {
  const dataset = datasetWith(['\uFEFF{"text":"a","text":"b"}', '{"text":"c"}']);
  dataset.work();
  const [first] = inFileOrder(dataset.problems()).filter(
    ({ problem }) => problem.code === 'json.duplicate-key',
  );
  expect(first?.span).toEqual({ start: 13, end: 19 });
});
