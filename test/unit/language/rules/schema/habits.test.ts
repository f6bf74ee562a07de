import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dataset } from '../../../../../src/language/checking/dataset.ts';
import { inFileOrder } from '../../../../../src/language/checking/order.ts';
import { messageOf } from '../../../../../src/language/rules/problem.ts';
import { assistant, chat, user } from '../../../support/rows.ts';

/** Rows that mostly have one form, each a little different now and then. */
const row = fc
  .record({
    level: fc.constantFrom<unknown>(1, 1, 1, 'high', null, [1]),
    note: fc.constantFrom(undefined, undefined, undefined, 'x'),
    score: fc.constantFrom(undefined, 3),
    content: fc.constantFrom<unknown>('Hi', 'Hi', [{ type: 'text', text: 'Hi' }]),
  })
  .map(({ level, note, score, content }) =>
    JSON.stringify({ ...chat(user(content), assistant('Hello', { score })), level, note }),
  );
const usual = JSON.stringify({ ...chat(user('Hi'), assistant('Hello')), level: 1 });

function drifting(dataset: Dataset): string[] {
  dataset.work();
  return inFileOrder(dataset.problems())
    .filter(({ problem }) => problem.code === 'schema.drift')
    .map(({ problem, span }) => `${problem.row.line}:${span.start}-${span.end} ${messageOf(problem)}`);
}

function datasetWith(lines: readonly string[]): Dataset {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(lines);
  return dataset;
}

test('the habits of an edited file are those of the file it has become', () => {
  let drifted = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(60), fc.nat(2), fc.array(row, { maxLength: 2 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (edits) => {
        const lines = Array.from({ length: 50 }, () => usual);
        const dataset = datasetWith(lines);
        for (const [at, count, inserted] of edits) {
          const start = Math.min(at, lines.length);
          const removed = Math.min(count, lines.length - start);
          lines.splice(start, removed, ...inserted);
          dataset.splice({ start, removed, inserted });
          const found = drifting(dataset);
          expect(found).toEqual(drifting(datasetWith(lines)));
          drifted += found.length;
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(drifted).toBeGreaterThan(20);
});
