import { describe, expect, test } from 'vitest';
import { labelReport } from '../../../src/evaluation/label-report.ts';
import { sets } from '../../fixtures/evaluation/labels.json' with { type: 'json' };

describe('accuracy and F1 equal scikit-learn', () => {
  test.each(sets.map((set, index) => [index, set] as const))('on set %i', (_, set) => {
    const report = labelReport(set.references, set.answers, set.labels ?? undefined);
    expect(report.accuracy).toBeCloseTo(set.accuracy, 9);
    expect(report.macroF1).toBeCloseTo(set.macro, 9);
    expect(report.weightedF1).toBeCloseTo(set.weighted, 9);
    expect(report.labels).toEqual(
      (set.figures as [string, number, number, number, number][]).map(
        ([name, precision, recall, f1, support]) => ({
          label: name,
          precision: expect.closeTo(precision, 9),
          recall: expect.closeTo(recall, 9),
          f1: expect.closeTo(f1, 9),
          support,
        }),
      ),
    );
  });
});

test('an answer that is no label is missed, and no label of its own', () => {
  const report = labelReport(['a', 'a', 'b'], ['a', undefined, 'b']);
  expect(report).toMatchObject({ accuracy: 2 / 3, unread: 1, mistakes: [] });
  expect(report.labels.map(({ label, recall }) => [label, recall])).toEqual([
    ['a', 0.5],
    ['b', 1],
  ]);
});

test('the most frequent mistake comes first', () => {
  expect(labelReport(['a', 'b', 'b', 'a'], ['b', 'a', 'a', 'a']).mistakes).toEqual([
    { reference: 'b', answer: 'a', rows: 2 },
    { reference: 'a', answer: 'b', rows: 1 },
  ]);
});

test('without rows there is nothing to say', () => {
  expect(labelReport([], [])).toMatchObject({ rows: 0, accuracy: null, macroF1: null, weightedF1: null });
  expect(() => labelReport(['a'], [])).toThrow('1 references and 0 answers');
});
