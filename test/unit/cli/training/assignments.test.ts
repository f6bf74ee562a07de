import { describe, expect, test } from 'vitest';
import { WrongUse } from '../../../../src/cli/io.ts';
import { assignmentOf, leaves, trainingOf } from '../../../../src/cli/training/assignments.ts';

const training = (...typed: string[]) => trainingOf(typed.map(assignmentOf));

describe('values get the type that the schema wants', () => {
  test.each([
    ['hyperparameters.learningRate=1e-4', { hyperparameters: { learningRate: 0.0001 } }],
    ['hyperparameters.learningRate=.5', { hyperparameters: { learningRate: 0.5 } }],
    ['hyperparameters.epochs=3', { hyperparameters: { epochs: 3 } }],
    ['hyperparameters.maxSteps=null', { hyperparameters: { maxSteps: null } }],
    ['hyperparameters.packing=true', { hyperparameters: { packing: true } }],
    ['hyperparameters.loss=all', { hyperparameters: { loss: 'all' } }],
    ['adapter.targetModules=all-linear', { adapter: { targetModules: 'all-linear' } }],
    ['adapter.targetModules=q_proj, v_proj', { adapter: { targetModules: ['q_proj', 'v_proj'] } }],
    ['adapter.targetModules=["a,b"]', { adapter: { targetModules: ['a,b'] } }],
    ['report=wandb', { report: ['wandb'] }],
    ['report=', { report: [] }],
    ['resources.storagePath=s3://bucket/a=b', { resources: { storagePath: 's3://bucket/a=b' } }],
    ['resources.storagePath=12', { resources: { storagePath: '12' } }],
    ['resources.storagePath=null', { resources: { storagePath: null } }],
    ['resources.storagePath="null"', { resources: { storagePath: 'null' } }],
    ['provider=ray', { provider: 'ray' }],
  ])('%s', (typed, expected) => {
    expect(training(typed)).toEqual(expected);
  });

  test('several go into one', () => {
    expect(training('hyperparameters.epochs=1', 'adapter.rank=8', 'hyperparameters.seed=7')).toEqual({
      hyperparameters: { epochs: 1, seed: 7 },
      adapter: { rank: 8 },
    });
  });
});

describe('what is wrong is told with what is expected', () => {
  test.each([
    [
      'hyperparameters.epochs=many',
      '--set hyperparameters.epochs takes a number above 0 and at most 1000, not "many".',
    ],
    [
      'hyperparameters.epochs=0',
      '--set hyperparameters.epochs takes a number above 0 and at most 1000, not "0".',
    ],
    [
      'hyperparameters.epochs=',
      '--set hyperparameters.epochs takes a number above 0 and at most 1000, not "".',
    ],
    [
      'hyperparameters.batchSize=1.5',
      '--set hyperparameters.batchSize takes a whole number of at least 1, not "1.5".',
    ],
    [
      'hyperparameters.maxSteps=-1',
      '--set hyperparameters.maxSteps takes a whole number of at least 1 or null, not "-1".',
    ],
    ['hyperparameters.packing=yes', '--set hyperparameters.packing takes true or false, not "yes".'],
    [
      'hyperparameters.loss=none',
      '--set hyperparameters.loss takes one of assistant, completion and all, not "none".',
    ],
    ['method=ppo', '--set method takes one of sft, dpo and orpo, not "ppo".'],
    [
      'hyperparameters.learnRate=1',
      '--set "hyperparameters.learnRate": there is no such setting of a run. Did you mean "hyperparameters.learningRate"?',
    ],
    [
      'learning_rate=1',
      '--set "learning_rate": there is no such setting of a run. Did you mean "hyperparameters.learningRate"?',
    ],
    [
      'training.rank=1',
      '--set "training.rank": there is no such setting of a run. Did you mean "adapter.rank"?',
    ],
    [
      'hyperparameters.epochs.x=1',
      '--set "hyperparameters.epochs.x": there is no such setting of a run. Did you mean "hyperparameters.epochs"?',
    ],
    [
      'resources=1',
      '--set resources is a group of settings: resources.workers, resources.gpusPerWorker, resources.cpusPerWorker, resources.storagePath and resources.environment.',
    ],
    [
      'hyperparameters.epochs',
      '--set takes key=value, like hyperparameters.epochs=3, not "hyperparameters.epochs".',
    ],
    ['=3', '--set takes key=value, like hyperparameters.epochs=3, not "=3".'],
  ])('%s', (typed, message) => {
    expect(() => training(typed)).toThrow(new WrongUse(message));
  });

  test('a key that is near nothing: all are named', () => {
    expect(() => training('quantisation=4')).toThrow(
      /There are provider, method, adapter\.type, .* and resources\.\w+\.$/,
    );
  });

  test.each(['__proto__.polluted=1', 'constructor.name=x', 'hyperparameters.__proto__=1', 'toString=1'])(
    '%s sets nothing',
    (typed) => {
      expect(() => training(typed)).toThrow(WrongUse);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  test('what could drive a terminal is escaped', () => {
    expect(() => training('hyperparameters.epochs=\u001b[2J')).toThrow('not "\\u001b[2J"');
    expect(() => training('\u001b[2J=1')).toThrow('"\\u001b[2J"');
  });

  test('the same twice is fine; two values are not', () => {
    expect(training('adapter.rank=8', 'adapter.rank=8')).toEqual({ adapter: { rank: 8 } });
    expect(() => training('adapter.rank=8', 'adapter.rank=4')).toThrow('say different things');
  });
});

test('every setting of the schema can be named', () => {
  expect(leaves()).toContain('hyperparameters.earlyStoppingPatience');
  for (const leaf of leaves()) {
    // No value is this wrong for a text alone.
    const take = () => training(`${leaf}={}`);
    if (leaf !== 'resources.storagePath' && leaf !== 'adapter.targetModules') {
      expect(take, leaf).toThrow(/ takes /);
    }
  }
});
