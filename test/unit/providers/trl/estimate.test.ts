import { describe, expect, test } from 'vitest';
import type { Work } from '../../../../src/providers/provider.ts';
import type { Hyperparameters, TrainingSpec } from '../../../../src/providers/spec.ts';
import { estimateRun } from '../../../../src/providers/trl/estimate.ts';
import type { Machine } from '../../../../src/providers/trl/machine.ts';
import { spec } from '../jobs.ts';

const cpu: Machine = {
  cores: 8,
  memory: 16e9,
  gpu: undefined,
  mps: false,
  asked: true,
  packages: {},
};
const h100: Machine = { ...cpu, gpu: { name: 'NVIDIA H100 80GB HBM3', bytes: 80e9, bf16: true } };

function work(
  changes: Partial<Work> = {},
  asked: Partial<Hyperparameters> = {},
  more: Partial<TrainingSpec> = {},
): Work {
  const base = spec({ baseModel: 'Qwen/Qwen2.5-7B-Instruct', ...more });
  return {
    spec: {
      ...base,
      hyperparameters: { ...base.hyperparameters, gradientCheckpointing: true, maxLength: 2048, ...asked },
    },
    rows: 10_000,
    validationRows: 0,
    tokens: 5_000_000,
    bytes: 20e6,
    parameters: 7.6e9,
    ...changes,
  };
}

const full = { adapter: { ...spec().adapter, type: 'none' } } as const;
const qlora = { adapter: { ...spec().adapter, type: 'qlora' } } as const;

describe('time', () => {
  test('of a 7B adapter on an H100 is minutes to hours, on a CPU days', () => {
    const fast = estimateRun(work(), h100).seconds!;
    // 7.6e9 × 6 × 5e6 operations at 15 to 50 % of 989 TFLOPS are 460 to 1540 seconds; 5,000 steps take some time each.
    expect(fast.low).toBeGreaterThan(400);
    expect(fast.high).toBeLessThan(3600);
    const slow = estimateRun(work(), cpu).seconds!;
    expect(slow.low).toBeGreaterThan(86_400);
    expect(slow.low).toBeLessThan(slow.high);
  });

  test('grows with epochs, ends with the steps asked for', () => {
    const one = estimateRun(work(), cpu).seconds!;
    const three = estimateRun(work({}, { epochs: 3 }), cpu).seconds!;
    expect(three.high / one.high).toBeCloseTo(3, 1);
    const stopped = estimateRun(work({}, { epochs: 3, maxSteps: 10 }), cpu).seconds!;
    expect(stopped.high).toBeLessThan(one.high / 100);
    expect(estimateRun(work({}, { maxSteps: 10_000_000 }), cpu).seconds).toEqual(one);
  });

  test('validation, gradient checkpointing, a reference model and all weights cost', () => {
    const base = estimateRun(work({}, { gradientCheckpointing: false }), cpu).seconds!.high;
    for (const more of [
      work({ validationRows: 1000 }, { gradientCheckpointing: false, evaluationSteps: 100 }),
      work({}, { gradientCheckpointing: true }),
      work({}, { gradientCheckpointing: false }, { method: 'dpo' }),
      work({}, { gradientCheckpointing: false }, full),
    ]) {
      expect(estimateRun(more, cpu).seconds!.high).toBeGreaterThan(base);
    }
  });
});

describe('memory', () => {
  test.each([
    // What people report for these, within a factor of two: 7B in 16 bits are 15 GB of weights.
    ['an adapter over a 7B model', {}, 17, 35],
    ['the same in 4 bits', qlora, 6, 20],
    ['all weights of a 7B model', full, 110, 150],
  ])('%s', (_, more, least, most) => {
    const gigabytes = estimateRun(work({}, {}, more), h100).memoryBytes! / 1e9;
    expect(gigabytes).toBeGreaterThan(least);
    expect(gigabytes).toBeLessThan(most);
  });

  test('shrinks with batch size, length and gradient checkpointing', () => {
    const memory = (asked: Partial<Hyperparameters>) => estimateRun(work({}, asked), h100).memoryBytes!;
    const base = memory({ batchSize: 8 });
    expect(memory({ batchSize: 4 })).toBeLessThan(base);
    expect(memory({ batchSize: 8, maxLength: 512 })).toBeLessThan(base);
    expect(memory({ batchSize: 8, gradientCheckpointing: false })).toBeGreaterThan(base);
    expect(estimateRun(work(), cpu).memoryBytes!).toBeGreaterThan(estimateRun(work(), h100).memoryBytes!);
  });
});

describe('disk', () => {
  test('is the download, the checkpoints and the result; a folder is there already', () => {
    const hub = estimateRun(work(), h100).diskBytes!;
    const folder = estimateRun(work({}, {}, { baseModel: '/models/qwen' }), h100).diskBytes!;
    expect(hub - folder).toBeCloseTo(2 * 7.6e9, -3);
    expect(estimateRun(work({}, { keepCheckpoints: 10 }), h100).diskBytes!).toBeGreaterThan(hub);
    // Of all weights each checkpoint is tens of gigabytes.
    expect(estimateRun(work({}, { keepCheckpoints: 2 }, full), h100).diskBytes!).toBeGreaterThan(
      3 * 12 * 7.6e9,
    );
  });
});

describe('what a person is told', () => {
  test('the assumption behind the figures', () => {
    expect(estimateRun(work(), h100).notes.join(' ')).toMatch(
      /NVIDIA H100.*148 to 495 TFLOPS.*7\.6G parameters/,
    );
    expect(estimateRun(work(), cpu).notes.join(' ')).toMatch(/CPU, 8 cores/);
    expect(estimateRun(work({}, { earlyStoppingPatience: 2 }), cpu).notes.join(' ')).toMatch(
      /Early stopping/,
    );
    expect(estimateRun(work(), { ...cpu, asked: false }).notes.join(' ')).toMatch(/not there yet/);
  });

  test('no price, and no guess where the model is unknown', () => {
    const estimate = estimateRun(work({ parameters: undefined }), cpu);
    expect(estimate).toEqual({ diskBytes: 20e6, notes: [expect.stringContaining('is not known')] });
    expect(estimateRun(work(), cpu)).not.toHaveProperty('price');
  });

  test.each([
    ['no rows', { rows: 0, tokens: 0 }],
    ['a tiny model', { parameters: 1000 }],
    ['no parameters', { parameters: 0 }],
    ['a huge model', { parameters: 1e15, tokens: 1e15, rows: 1e12 }],
  ])('figures that are finite for %s', (_, changes) => {
    const { seconds, diskBytes, memoryBytes } = estimateRun(work(changes), cpu);
    for (const figure of [seconds?.low, seconds?.high, diskBytes, memoryBytes]) {
      expect(Number.isFinite(figure)).toBe(true);
      expect(figure).toBeGreaterThanOrEqual(0);
    }
  });
});
