import { describe, expect, test } from 'vitest';
import { emptySurvey } from '../../../../src/language/index.ts';
import { advise } from '../../../../src/runs/advise.ts';
import type { Machine } from '../../../../src/runs/analysis/machine.ts';
import type { ModelFacts } from '../../../../src/runs/analysis/model-facts.ts';
import type { Analysis } from '../../../../src/runs/analysis.ts';
import {
  analysisOf,
  cpu,
  gpu,
  hub,
  modelFolder,
  plain,
  planOf,
  splitOf,
  type Training,
} from '../support/inspection.ts';

interface Case {
  readonly training?: Training;
  readonly analysis?: Partial<Analysis>;
  readonly machine?: Machine;
  readonly model?: ModelFacts;
}

const small = modelFolder({
  parameters: 5e8,
  hiddenSize: 896,
  layers: 24,
  intermediateSize: 4864,
  keyValueSize: 128,
  vocabulary: 151_936,
  contextLength: 4096,
});
const few: Partial<Analysis> = { validation: splitOf([]) };
const unwatched = (rows: number): Partial<Analysis> => ({ ...few, train: splitOf(plain(rows)) });

function adviceOn({ training, analysis = few, machine = cpu, model = small }: Case) {
  return advise(planOf(training), analysisOf(analysis), machine, model);
}

describe('advice', () => {
  const table: readonly [
    title: string,
    given: Case,
    parameter: string,
    suggested: unknown,
    reason: RegExp,
  ][] = [
    [
      'many epochs',
      { training: { hyperparameters: { epochs: 10 } } },
      'epochs',
      3,
      /10 epochs show each of 400 rows 10 times/,
    ],
    [
      'many rows',
      { analysis: unwatched(20_000) },
      'epochs',
      1,
      /20,000 rows with about 800,000 tokens.*1,250 steps/,
    ],
    [
      'a rate for all weights',
      { training: { hyperparameters: { learningRate: 2e-5 } } },
      'learningRate',
      2e-4,
      /0\.00002 is 1\/10 of what sft of a lora adapter.*400 rows/,
    ],
    [
      'a rate for supervised training',
      { training: { method: 'dpo', hyperparameters: { learningRate: 2e-4 } } },
      'learningRate',
      5e-6,
      /40 times what dpo/,
    ],
    [
      'a rate for an adapter',
      { training: { adapter: { type: 'none' }, hyperparameters: { learningRate: 2e-4 } } },
      'learningRate',
      2e-5,
      /10 times what sft of all weights/,
    ],
    [
      'long rows',
      {
        analysis: {
          ...few,
          train: splitOf([...plain(97), { length: 2000 }, { length: 1100 }, { length: 3000 }]),
        },
      },
      'maxLength',
      2048,
      /3 rows of 100 are longer than 1,024.*with 2,048 99 % stay whole.*at most 100/,
    ],
    [
      'rows longer than the model was made for',
      { analysis: { ...few, train: splitOf([...plain(2), { length: 9000 }]) } },
      'maxLength',
      4096,
      /made for no more than 4,096/,
    ],
    [
      'a batch that does not fit',
      {
        training: { hyperparameters: { batchSize: 16, gradientAccumulation: 1 } },
        machine: { device: 'cpu', memoryBytes: 3.5e9 },
      },
      'batchSize',
      4,
      /16 rows at once would take about .* rows have up to 100 tokens, and there are 3\.5 GB of memory, a fifth/,
    ],
    [
      'its accumulation',
      {
        training: { hyperparameters: { batchSize: 16, gradientAccumulation: 1 } },
        machine: { device: 'cpu', memoryBytes: 3.5e9 },
      },
      'gradientAccumulation',
      4,
      /a step still learns from 16/,
    ],
    [
      'a GPU with room',
      { machine: gpu },
      'batchSize',
      16,
      /16 rows at once take about .*80\.0 GB of the GPU's memory/,
    ],
    [
      'few steps',
      { analysis: unwatched(60) },
      'gradientAccumulation',
      2,
      /60 rows make only 12 steps in 3 epochs/,
    ],
    [
      'large steps',
      { training: { hyperparameters: { gradientAccumulation: 32 } }, analysis: unwatched(4000) },
      'gradientAccumulation',
      16,
      /learns from 64 rows, of 4,000/,
    ],
    [
      'many short rows on a GPU',
      { machine: gpu, analysis: unwatched(2000) },
      'packing',
      true,
      /2,000 rows have 100 tokens on average, and some 10 of them/,
    ],
    [
      'more tokens than the adapter holds',
      {
        analysis: {
          ...few,
          train: splitOf(Array.from({ length: 3000 }, () => ({ length: 1000, trained: 5500 }))),
        },
      },
      'rank',
      32,
      /16,500,000 tokens are to be learnt, and an adapter of rank 16/,
    ],
    [
      'several answers, of which one is learnt',
      {
        training: { hyperparameters: { loss: 'completion' } },
        analysis: {
          ...few,
          survey: { ...emptySurvey, several: 12 },
          train: splitOf(Array.from({ length: 400 }, () => ({ length: 100, assistant: 60, last: 20 }))),
        },
      },
      'loss',
      'assistant',
      /12 rows have several answers.*67 % of the assistant's tokens \(about 16,000\)/,
    ],
    [
      'prompts that are learnt',
      {
        training: { hyperparameters: { loss: 'all' } },
        analysis: {
          ...few,
          train: splitOf(Array.from({ length: 400 }, () => ({ length: 100, trained: 100, assistant: 40 }))),
        },
      },
      'loss',
      'assistant',
      /60 % of the tokens of 400 rows/,
    ],
    [
      'a small set that is watched',
      { analysis: {} },
      'earlyStoppingPatience',
      2,
      /400 rows in 3 epochs.*50 validation rows/,
    ],
  ];
  test.each(table)('%s', (_, given, parameter, suggested, reason) => {
    const name = parameter === 'rank' ? 'adapter.rank' : `hyperparameters.${parameter}`;
    const advice = adviceOn(given).filter((one) => one.parameter === name);
    expect(advice).toEqual([
      expect.objectContaining({
        suggested,
        reason: expect.stringMatching(reason),
        source: expect.stringMatching(/^https:/),
      }),
    ]);
    expect(advice[0]!.current).not.toBe(suggested);
    expect(advice[0]!.reason).not.toMatch(/undefined|NaN|Infinity| {2}/);
  });
});

describe('no advice where the value is fine', () => {
  const quiet: readonly [title: string, given: Case][] = [
    ['an ordinary set', {}],
    ['steps that were asked for', { training: { hyperparameters: { maxSteps: 50, epochs: 100 } } }],
    ['a rate near what is usual', { training: { hyperparameters: { learningRate: 1e-4 } } }],
    [
      'one row of hundreds that is long',
      { analysis: { ...few, train: splitOf([...plain(399), { length: 9000 }]) } },
    ],
    ['a machine that is not known', { machine: { device: 'unknown', memoryBytes: undefined } }],
    ['a model that is not known', { model: { ...hub, parameters: undefined } }],
    [
      'text of which all is learnt',
      { training: { hyperparameters: { loss: 'all' } }, analysis: { ...few, shape: 'text' } },
    ],
    ['many short rows without a GPU', { analysis: unwatched(3000) }],
    ['pairs', { training: { method: 'dpo', hyperparameters: { loss: 'all' } }, analysis: unwatched(800) }],
    [
      'no rows at all',
      { analysis: { ...few, train: splitOf([]), shape: undefined } as unknown as Partial<Analysis> },
    ],
  ];
  test.each(quiet)('%s', (_, given) => {
    expect(adviceOn(given)).toEqual([]);
  });
});

test('an alpha that was set grows with the rank that is advised', () => {
  const train = splitOf(Array.from({ length: 3000 }, () => ({ length: 1000, trained: 5500 })));
  const given: Case = { training: { adapter: { alpha: 16 } }, analysis: { ...few, train } };
  expect(adviceOn(given)).toMatchObject([
    { parameter: 'adapter.rank', current: 16, suggested: 32 },
    { parameter: 'adapter.alpha', current: 16, suggested: 32 },
  ]);
});
