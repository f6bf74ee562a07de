import path from 'node:path';
import { expect, test } from 'vitest';
import { readStartArguments } from '../../../../src/editor/training/start-arguments.ts';

const folder = path.resolve('/home/tickets');

test('nothing given is nothing answered', () => {
  expect(readStartArguments({}, folder)).toEqual({ at: undefined, asked: {}, override: [], start: false });
});

test('answers are taken, and paths start at the folder', () => {
  const given = {
    at: 'tuneset.json',
    provider: 'trl',
    method: 'sft',
    baseModel: './model',
    train: ['a.jsonl'],
    validation: [],
    training: { hyperparameters: { epochs: 1 } },
    override: ['leaks'],
    start: true,
  };
  expect(readStartArguments(given, folder)).toEqual({
    at: path.join(folder, 'tuneset.json'),
    asked: {
      provider: 'trl',
      method: 'sft',
      baseModel: './model',
      train: [path.join(folder, 'a.jsonl')],
      validation: [],
      training: { hyperparameters: { epochs: 1 } },
    },
    override: ['leaks'],
    start: true,
  });
});

test.each([
  [{ provider: 'slurm' }, /provider/],
  [{ training: { hyperparameters: { epochs: -1 } } }, /epochs/],
  [{ strat: true }, /strat/],
  ['trl', /object/],
  [{ start: 'yes' }, /start/],
])('%j is refused, and it says why', (given, why) => {
  expect(() => readStartArguments(given, folder)).toThrow(why);
});
