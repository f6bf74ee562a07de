import type { AdapterSpec, Method, TrainingSpec } from '../providers/spec.ts';

/** What a default depends on. */
export interface Setting {
  readonly method: Method;
  readonly adapter: AdapterSpec['type'];
  /** What the rows are: `strings` are prompts and completions that are no conversation, `text` is running text. */
  readonly rows: 'conversations' | 'strings' | 'text';
  /** Whether runs are on this machine. */
  readonly local: boolean;
}

/** The value that a parameter has where nobody says another, and the page behind it. */
export interface Default {
  /** Where it is in `training`: `hyperparameters.learningRate`. */
  readonly parameter: string;
  readonly value: (setting: Setting) => unknown;
  readonly source: string;
}

// Read 2026-11-24.
export const pages = {
  sft: 'https://huggingface.co/docs/trl/sft_trainer',
  dpo: 'https://huggingface.co/docs/trl/dpo_trainer',
  orpo: 'https://huggingface.co/docs/trl/orpo_trainer',
  peft: 'https://huggingface.co/docs/trl/peft_integration',
  loraWithoutRegret: 'https://huggingface.co/docs/trl/lora_without_regret',
  loraPrimer: 'https://tinker-docs.thinkingmachines.ai/tinker/lora-primer/index.md',
  loraGuide: 'https://unsloth.ai/docs/get-started/fine-tuning-llms-guide/lora-hyperparameters-guide',
  memory: 'https://huggingface.co/docs/trl/reducing_memory_usage',
  trainer: 'https://huggingface.co/docs/transformers/main_classes/trainer',
  rayTrain: 'https://docs.ray.io/en/latest/train/user-guides/using-gpus.html',
} as const;

const always = (value: unknown) => (): unknown => value;

/**
 * Learning rates of full training are TRL's own defaults (SFTConfig 2e-5, DPOConfig and ORPOConfig 1e-6 in 1.13); an
 * adapter takes some ten times that ("LoRA Without Regret"), for dpo the guide's 5e-6.
 */
export function learningRateOf({ method, adapter }: Pick<Setting, 'method' | 'adapter'>): number {
  const whole = adapter === 'none';
  switch (method) {
    case 'sft':
      return whole ? 2e-5 : 2e-4;
    case 'dpo':
      return whole ? 1e-6 : 5e-6;
    case 'orpo':
      return whole ? 1e-6 : 1e-5;
  }
}

export const defaults: readonly Default[] = [
  { parameter: 'adapter.type', value: always('lora'), source: pages.peft },
  // ModelConfig: lora_r 16, lora_alpha 32, lora_dropout 0.05.
  { parameter: 'adapter.rank', value: always(16), source: pages.peft },
  { parameter: 'adapter.dropout', value: always(0.05), source: pages.peft },
  { parameter: 'adapter.targetModules', value: always('all-linear'), source: pages.loraWithoutRegret },
  {
    parameter: 'hyperparameters.epochs',
    value: ({ method }) => (method === 'sft' ? 3 : 1),
    source: pages.loraGuide,
  },
  { parameter: 'hyperparameters.maxSteps', value: always(null), source: pages.trainer },
  { parameter: 'hyperparameters.learningRate', value: learningRateOf, source: pages.loraGuide },
  { parameter: 'hyperparameters.scheduler', value: always('linear'), source: pages.trainer },
  { parameter: 'hyperparameters.warmupRatio', value: always(0.05), source: pages.loraGuide },
  { parameter: 'hyperparameters.weightDecay', value: always(0.01), source: pages.loraGuide },
  { parameter: 'hyperparameters.maxGradNorm', value: always(1), source: pages.trainer },
  // 16 rows a step in all.
  { parameter: 'hyperparameters.batchSize', value: always(2), source: pages.loraGuide },
  { parameter: 'hyperparameters.gradientAccumulation', value: always(8), source: pages.loraGuide },
  { parameter: 'hyperparameters.maxLength', value: always(1024), source: pages.sft },
  { parameter: 'hyperparameters.packing', value: always(false), source: pages.sft },
  { parameter: 'hyperparameters.loss', value: lossOf, source: pages.sft },
  { parameter: 'hyperparameters.beta', value: always(0.1), source: pages.dpo },
  { parameter: 'hyperparameters.seed', value: always(42), source: pages.trainer },
  { parameter: 'hyperparameters.precision', value: always('auto'), source: pages.sft },
  { parameter: 'hyperparameters.gradientCheckpointing', value: always(true), source: pages.memory },
  // Each step's loss is seen: a run of some hundred steps is what most are.
  { parameter: 'hyperparameters.loggingSteps', value: always(1), source: pages.trainer },
  { parameter: 'hyperparameters.evaluationSteps', value: always(null), source: pages.trainer },
  { parameter: 'hyperparameters.checkpointSteps', value: always(null), source: pages.trainer },
  { parameter: 'hyperparameters.keepCheckpoints', value: always(2), source: pages.trainer },
  { parameter: 'hyperparameters.earlyStoppingPatience', value: always(null), source: pages.trainer },
  { parameter: 'report', value: always([]), source: pages.trainer },
  { parameter: 'resources.workers', value: always(1), source: pages.rayTrain },
  // A cluster is there for its GPUs; on this machine the driver takes what it finds.
  { parameter: 'resources.gpusPerWorker', value: ({ local }) => (local ? 0 : 1), source: pages.rayTrain },
  { parameter: 'resources.cpusPerWorker', value: always(1), source: pages.rayTrain },
  { parameter: 'resources.storagePath', value: always(null), source: pages.rayTrain },
  { parameter: 'resources.environment', value: always('cluster'), source: pages.rayTrain },
];

/** Strings have no assistant, and running text has no answer. */
function lossOf({ rows }: Setting): TrainingSpec['hyperparameters']['loss'] {
  return rows === 'conversations' ? 'assistant' : rows === 'strings' ? 'completion' : 'all';
}
