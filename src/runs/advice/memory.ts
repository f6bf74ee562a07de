import type { TrainingSpec } from '../../providers/spec.ts';
import type { ModelFacts } from '../analysis/model-facts.ts';

/**
 * Bytes that training takes with so many rows of so many tokens at once, roughly: the weights, what the optimizer keeps
 * of what is trained (16 bytes a parameter: weight, gradient and Adam's two moments in 32 bits), what is kept of each
 * token for the way back, and its scores over the vocabulary. Undefined where the model's size is not known.
 */
export function trainingMemory(
  spec: TrainingSpec,
  model: ModelFacts,
  device: 'gpu' | 'cpu',
  batch: number,
  tokens: number,
): number | undefined {
  const { parameters } = model;
  if (parameters === undefined) {
    return undefined;
  }
  const { type, rank } = spec.adapter;
  const bytes = device === 'cpu' || spec.hyperparameters.precision === 'fp32' ? 4 : 2;
  const depth = Math.cbrt(parameters / (12 * 128 ** 2));
  const layers = model.layers ?? Math.max(1, depth);
  const width = model.hiddenSize ?? 128 * depth;
  const weights = parameters * (type === 'qlora' ? 0.6 : bytes);
  // Preference methods see two sequences a row; dpo of all weights keeps the model that it started from beside.
  const sequences = spec.method === 'sft' ? 1 : 2;
  const reference = spec.method === 'dpo' && type === 'none' ? weights : 0;
  const trained = type === 'none' ? parameters * 16 : 20 * layers * width * rank * 16;
  // With checkpointing a layer keeps its input alone; without, some 34 values for each of its width (Korthikanti 2022).
  const kept = spec.hyperparameters.gradientCheckpointing ? layers * width + 34 * width : layers * width * 34;
  const scores = (model.vocabulary ?? 50_000) * (bytes + 4);
  return weights + reference + trained + sequences * batch * tokens * (kept * bytes + scores);
}
