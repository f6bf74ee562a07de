import { expect, test } from 'vitest';
import { isNoisy, plotsOf } from '../../../../src/webview/monitor/metrics.ts';

test('a metric and its validation share a plot', () => {
  expect(plotsOf(['loss', 'eval_loss'])).toEqual([
    { name: 'loss', training: 'loss', validation: 'eval_loss' },
  ]);
});

test('a metric of validation alone has a plot as well', () => {
  expect(plotsOf(['eval_held_out_loss']).map(({ name }) => name)).toEqual(['held_out_loss']);
});

test('the usual come first, the others by name', () => {
  const names = ['rewards/chosen', 'grad_norm', 'abc', 'learning_rate', 'loss', 'rewards/margins'];
  expect(plotsOf(names).map(({ name }) => name)).toEqual([
    'loss',
    'learning_rate',
    'grad_norm',
    'rewards/margins',
    'abc',
    'rewards/chosen',
  ]);
});

test.each([
  'epoch',
  'total_flos',
  'train_runtime',
  'train_loss',
  'train_samples_per_second',
  'eval_runtime',
  'eval_samples_per_second',
  'eval_steps_per_second',
  'eval_model_preparation_time',
  'eval_',
])('%s has no plot', (name) => {
  expect(plotsOf([name])).toEqual([]);
});

test.each(['training_loss', 'runtime_share', 'epochs', 'loss/train_loss'])('%s has one', (name) => {
  expect(plotsOf([name])).toHaveLength(1);
});

test('what is set or counted is not smoothed', () => {
  expect(['loss', 'grad_norm', 'learning_rate', 'num_tokens'].map(isNoisy)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
