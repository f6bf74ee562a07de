import { expect, test } from 'vitest';
import { logLineOf } from '../../../../src/editor/training/log-line.ts';
import type { RunEvent } from '../../../../src/runs/event.ts';

const at = { seq: 1, attempt: 2, time: '2026-11-24T10:15:02.000Z' };

test.each<[RunEvent, string, string]>([
  [{ ...at, type: 'log', level: 'warning', text: 'slow' }, 'warning', 'slow'],
  [
    {
      ...at,
      type: 'problem',
      severity: 'error',
      message: 'Too long.',
      advice: 'Cut it.',
      row: { path: 'train.jsonl', line: 7 },
    },
    'error',
    'train.jsonl:7: Too long. Cut it.',
  ],
  [{ ...at, type: 'state', state: 'failed', message: 'no memory' }, 'error', '[failed: no memory]'],
  [{ ...at, type: 'state', state: 'running' }, 'info', '[running]'],
  [
    { ...at, type: 'checkpoint', step: 10, path: 'output/checkpoint-10' },
    'info',
    '[checkpoint at step 10: output/checkpoint-10]',
  ],
  [
    { ...at, type: 'artifact', kind: 'adapter', location: 'output/adapter' },
    'info',
    '[adapter: output/adapter]',
  ],
  [{ ...at, type: 'attempt', token: 'secret' }, 'info', '[attempt 2]'],
  [
    { ...at, type: 'attempt', token: 'secret', resumeFrom: 'output/checkpoint-10' },
    'info',
    '[attempt 2, from output/checkpoint-10]',
  ],
  [{ ...at, type: 'reconciled', outcome: 'found' }, 'info', '[looked for after an interruption: found]'],
  [{ ...at, type: 'cancel-requested' }, 'info', '[cancel was asked for]'],
])('%j is a line of the log', (event, level, text) => {
  expect(logLineOf(event)).toEqual({ time: at.time, level, text });
});

test.each<RunEvent>([
  { ...at, type: 'metric', step: 1, values: { loss: 1 } },
  { ...at, type: 'progress', step: 1 },
  { ...at, type: 'facts', values: {} },
  { ...at, type: 'started', handle: { pid: 1 } },
])('$type is none', (event) => {
  expect(logLineOf(event)).toBeUndefined();
});
