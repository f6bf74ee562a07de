import { expect, test } from 'vitest';
import { driverSpec } from '../../../src/providers/spec-file.ts';
import { job, spec } from './jobs.ts';

test('the driver is told all of the job, with paths relative to its folder', () => {
  const told = driverSpec(job('/runs/a'));
  const { method, baseModel, adapter, hyperparameters, report, resources } = spec();
  expect(told).toEqual({
    version: 1,
    runId: '20261124-101502-3fa9',
    attempt: 1,
    token: '5f1c0ffee',
    method,
    baseModel,
    adapter,
    hyperparameters,
    report,
    resources,
    data: {
      train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: 4 },
      validation: null,
    },
    output: 'output',
    attemptFolder: 'attempt-1',
    resumeFrom: null,
    distributed: null,
  });
});

test('what can be left out stays, as null or as it is', () => {
  const validation = { rows: 'data/v.jsonl', sources: 'data/v.sources.jsonl', count: 2, note: 'left behind' };
  const distributed = { storagePath: 's3://bucket/x', name: 'r' };
  const told = driverSpec(
    job('/runs/a', {
      attempt: 3,
      data: { train: job('').data.train, validation },
      resumeFrom: 'output/checkpoint-10',
    }),
    distributed,
  );
  expect(told).toMatchObject({
    attempt: 3,
    attemptFolder: 'attempt-3',
    resumeFrom: 'output/checkpoint-10',
    distributed,
  });
  expect(told.data.validation).toEqual({ rows: 'data/v.jsonl', sources: 'data/v.sources.jsonl', count: 2 });
});

test('a spec that is written and read again is the same', () => {
  const told = driverSpec(job('/runs/a'));
  expect(JSON.parse(JSON.stringify(told))).toEqual(told);
});
