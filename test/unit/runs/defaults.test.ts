import { describe, expect, test } from 'vitest';
import { specSchema } from '../../../src/providers/spec.ts';
import { defaults } from '../../../src/runs/defaults.ts';
import { settle } from '../../../src/runs/plan/settle.ts';

const lora = { method: 'sft', adapter: 'lora', rows: 'conversations', local: true } as const;
const nobody = { asked: {}, configuration: {} };

describe('defaults', () => {
  test('each has the page behind it', () => {
    expect(defaults.filter(({ source }) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
  });

  test.each([
    [{ ...lora }, 2e-4, 3],
    [{ ...lora, adapter: 'qlora' }, 2e-4, 3],
    [{ ...lora, adapter: 'none' }, 2e-5, 3],
    [{ ...lora, method: 'dpo' }, 5e-6, 1],
    [{ ...lora, method: 'dpo', adapter: 'none' }, 1e-6, 1],
    [{ ...lora, method: 'orpo' }, 1e-5, 1],
    [{ ...lora, method: 'orpo', adapter: 'none' }, 1e-6, 1],
  ] as const)('%j: learning rate %d in %d epochs', (setting, learningRate, epochs) => {
    const { spec, origins } = settle(nobody, setting, 'model');
    expect(spec.hyperparameters).toMatchObject({ learningRate, epochs });
    expect(specSchema.parse(spec)).toEqual(spec);
    expect(origins).toEqual({});
  });

  test.each([
    ['conversations', 'assistant'],
    ['strings', 'completion'],
    ['text', 'all'],
  ] as const)('%s learn %s', (rows, loss) => {
    expect(settle(nobody, { ...lora, rows }, 'model').spec.hyperparameters.loss).toBe(loss);
  });

  test('what is asked for wins over the configuration, and that over the default; null is a value', () => {
    const { spec, origins } = settle(
      {
        asked: { hyperparameters: { epochs: 5, evaluationSteps: null } },
        configuration: { hyperparameters: { epochs: 4, seed: 7, evaluationSteps: 10 }, report: ['wandb'] },
      },
      lora,
      'model',
    );
    expect(spec.hyperparameters).toMatchObject({ epochs: 5, seed: 7, evaluationSteps: null, batchSize: 2 });
    expect(spec.report).toEqual(['wandb']);
    expect(origins).toEqual({
      'hyperparameters.epochs': 'asked',
      'hyperparameters.evaluationSteps': 'asked',
      'hyperparameters.seed': 'configuration',
      report: 'configuration',
    });
  });

  test('alpha follows the rank unless it is given', () => {
    const of = (adapter: { rank?: number; alpha?: number }) =>
      settle({ asked: { adapter }, configuration: {} }, lora, 'model').spec.adapter.alpha;
    expect([of({}), of({ rank: 64 }), of({ rank: 64, alpha: 16 })]).toEqual([32, 128, 16]);
  });
});
