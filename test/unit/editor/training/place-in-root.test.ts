import path from 'node:path';
import { expect, test } from 'vitest';
import { fileOfRun } from '../../../../src/editor/training/place-in-root.ts';

const root = path.resolve('/home/tickets');

test.each(['train.jsonl', 'data/train.jsonl', './data/../train.jsonl', '..train.jsonl'])(
  '%s is of the run',
  (named) => {
    expect(fileOfRun(root, named, [])).toBe(path.resolve(root, named));
  },
);

test.each(['../other.jsonl', '/etc/passwd', 'data/../../x', '', '.', '..'])('%j is not', (named) => {
  expect(fileOfRun(root, named, [])).toBeUndefined();
});

test('what was trained on may be elsewhere', () => {
  expect(fileOfRun(root, '../shared/train.jsonl', ['../shared/train.jsonl'])).toBe(
    path.resolve('/home/shared/train.jsonl'),
  );
});
