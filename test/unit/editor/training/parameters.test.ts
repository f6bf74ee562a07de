import { describe, expect, test } from 'vitest';
import {
  parameterAt,
  parameters,
  valueAt,
  valueText,
  withValue,
} from '../../../../src/editor/training/parameters.ts';
import { readValue } from '../../../../src/editor/training/read-value.ts';
import { trainingSchema } from '../../../../src/language/index.ts';
import { specSchema } from '../../../../src/providers/spec.ts';
import { record } from './support/summary.ts';

/** Settings that a list of values does not suit: a file is the place for them. */
const inFileOnly = ['adapter.targetModules'];

test('every value of a run can be set, but for what is asked before', () => {
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, of]) => leaves(of, path === '' ? key : `${path}.${key}`))
      : [path];
  const all = leaves(record.spec, '').filter((path) => path !== 'method' && path !== 'baseModel');
  expect([...parameters.map(({ path }) => path), ...inFileOnly].sort()).toEqual(all.sort());
});

test('every value that is offered may be written into tuneset.json', () => {
  for (const { path, takes } of parameters) {
    const offered: unknown[] =
      takes.kind === 'choice'
        ? takes.choices.map(([value]) => value)
        : takes.kind === 'several'
          ? [takes.choices.map(([value]) => value), []]
          : takes.kind === 'switch'
            ? [true, false]
            : takes.none === undefined
              ? []
              : [null];
    for (const value of [...offered, valueAt(record.spec, path)]) {
      expect(trainingSchema.safeParse(withValue({}, path, value)).success, `${path}: ${value}`).toBe(true);
      const spec = withValue(record.spec, path, value);
      expect(specSchema.safeParse(spec).success, `${path}: ${value}`).toBe(true);
    }
  }
});

describe('what is typed', () => {
  test.each([
    ['hyperparameters.epochs', '2.5', { value: 2.5 }],
    ['hyperparameters.learningRate', ' 2e-4 ', { value: 0.0002 }],
    ['hyperparameters.maxSteps', '', { value: null }],
    ['hyperparameters.maxSteps', '100', { value: 100 }],
    ['adapter.rank', '16', { value: 16 }],
    ['resources.storagePath', 's3://bucket/runs', { value: 's3://bucket/runs' }],
    ['resources.storagePath', ' ', { value: null }],
  ])('for %s, %j is taken', (path, typed, value) => {
    expect(readValue(parameterAt(path)!, typed)).toEqual(value);
  });

  test.each([
    ['hyperparameters.epochs', '', 'Epochs takes a number above 0: how often each row is seen.'],
    ['hyperparameters.epochs', '0', 'Epochs takes a number above 0: how often each row is seen.'],
    [
      'hyperparameters.learningRate',
      '1e999',
      'Learning rate takes a number above 0 and up to 1, like 0.0002 or 2e-4.',
    ],
    [
      'hyperparameters.learningRate',
      'fast',
      'Learning rate takes a number above 0 and up to 1, like 0.0002 or 2e-4.',
    ],
    ['hyperparameters.batchSize', '1.5', 'Batch size takes a whole number from 1.'],
    ['adapter.rank', '2048', 'Rank takes a whole number from 1 to 1024.'],
    ['adapter.dropout', '1', 'Dropout takes a share from 0 to 0.99.'],
  ])('for %s, %j is explained', (path, typed, wrong) => {
    expect(readValue(parameterAt(path)!, typed)).toEqual({ wrong });
  });
});

test('a value is set without touching the others, or the settings it was in', () => {
  const before = { method: 'sft', hyperparameters: { epochs: 3 } } as const;
  expect(withValue(before, 'hyperparameters.seed', 7)).toEqual({
    method: 'sft',
    hyperparameters: { epochs: 3, seed: 7 },
  });
  expect(before).toEqual({ method: 'sft', hyperparameters: { epochs: 3 } });
});

test('a path leads to own values only', () => {
  expect(valueAt({ a: { b: 1 } }, 'a.b')).toBe(1);
  expect(valueAt({ a: null }, 'a.b')).toBeUndefined();
  expect(valueAt({}, 'constructor.name')).toBeUndefined();
});

test.each([
  [null, 'none'],
  [[], 'none'],
  [['wandb', 'mlflow'], 'wandb, mlflow'],
  [true, 'on'],
  [0.0002, '0.0002'],
  ['cosine', 'cosine'],
])('the value %j is read as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});
