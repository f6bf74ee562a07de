import type { Training as TrainingSettings } from '../../language/index.ts';
import type { ProviderId } from '../../providers/provider.ts';
import type { TrainingSpec } from '../../providers/spec.ts';

/** The values of a run that a person may set, what each takes, and how it is read from what was typed. */

export interface Parameter {
  /** Where it is in `training` of tuneset.json, and in a run's spec. */
  readonly path: string;
  readonly title: string;
  readonly group: ParameterGroup;
  readonly takes: Takes;
  /** Where it counts; everywhere where left out. */
  readonly when?: (spec: TrainingSpec, provider: ProviderId) => boolean;
}

export type ParameterGroup = 'Steps' | 'Adapter' | 'Rows' | 'Checks and checkpoints' | 'Machine';

export type Takes =
  /** `expects` completes "… takes": "a number above 0". `none` says what it means to leave it empty. */
  | { readonly kind: 'number'; readonly expects: string; readonly none?: string }
  | { readonly kind: 'text'; readonly expects: string; readonly none: string }
  | { readonly kind: 'choice'; readonly choices: readonly (readonly [value: string, meaning: string])[] }
  | { readonly kind: 'switch'; readonly on: string; readonly off: string }
  | { readonly kind: 'several'; readonly choices: readonly (readonly [value: string, title: string])[] };

const preference = ({ method }: TrainingSpec): boolean => method !== 'sft';
const supervised = ({ method }: TrainingSpec): boolean => method === 'sft';
const adapted = ({ adapter }: TrainingSpec): boolean => adapter.type !== 'none';
const distributed = (_: TrainingSpec, provider: ProviderId): boolean => provider !== 'trl';

const whole = (none?: string): Takes => ({
  kind: 'number',
  expects: 'a whole number from 1',
  ...(none !== undefined && { none }),
});
const number = (expects: string): Takes => ({ kind: 'number', expects });

export const parameters: readonly Parameter[] = [
  {
    path: 'hyperparameters.epochs',
    title: 'Epochs',
    group: 'Steps',
    takes: number('a number above 0: how often each row is seen'),
  },
  {
    path: 'hyperparameters.learningRate',
    title: 'Learning rate',
    group: 'Steps',
    takes: number('a number above 0 and up to 1, like 0.0002 or 2e-4'),
  },
  { path: 'hyperparameters.batchSize', title: 'Batch size', group: 'Steps', takes: whole() },
  {
    path: 'hyperparameters.gradientAccumulation',
    title: 'Gradient accumulation',
    group: 'Steps',
    takes: whole(),
  },
  {
    path: 'hyperparameters.maxSteps',
    title: 'Steps at most',
    group: 'Steps',
    takes: whole('As many as the epochs have.'),
  },
  {
    path: 'hyperparameters.scheduler',
    title: 'Scheduler',
    group: 'Steps',
    takes: {
      kind: 'choice',
      choices: [
        ['linear', 'The learning rate falls evenly.'],
        ['cosine', 'It falls slowly, then fast, then slowly.'],
        ['constant', 'It stays.'],
        ['constant_with_warmup', 'It rises at first, then stays.'],
      ],
    },
  },
  {
    path: 'hyperparameters.warmupRatio',
    title: 'Warm-up',
    group: 'Steps',
    takes: number('a share of the steps, from 0 to 1'),
  },
  {
    path: 'hyperparameters.weightDecay',
    title: 'Weight decay',
    group: 'Steps',
    takes: number('a number from 0 to 1'),
  },
  {
    path: 'hyperparameters.maxGradNorm',
    title: 'Gradient norm at most',
    group: 'Steps',
    takes: number('a number above 0'),
  },
  {
    path: 'hyperparameters.beta',
    title: 'Beta',
    group: 'Steps',
    takes: number('a number above 0: the weight of the preference'),
    when: preference,
  },
  {
    path: 'hyperparameters.seed',
    title: 'Seed',
    group: 'Steps',
    takes: number('a whole number from 0 to 4294967295'),
  },
  {
    path: 'adapter.type',
    title: 'Adapter',
    group: 'Adapter',
    takes: {
      kind: 'choice',
      choices: [
        ['lora', 'A low-rank adapter beside the base model.'],
        ['qlora', 'The same, with the base model in 4 bits: needs a CUDA GPU.'],
        ['none', 'All weights of the model are trained.'],
      ],
    },
  },
  {
    path: 'adapter.rank',
    title: 'Rank',
    group: 'Adapter',
    takes: number('a whole number from 1 to 1024'),
    when: adapted,
  },
  {
    path: 'adapter.alpha',
    title: 'Alpha',
    group: 'Adapter',
    takes: number('a number above 0'),
    when: adapted,
  },
  {
    path: 'adapter.dropout',
    title: 'Dropout',
    group: 'Adapter',
    takes: number('a share from 0 to 0.99'),
    when: adapted,
  },
  {
    path: 'hyperparameters.maxLength',
    title: 'Tokens of a row at most',
    group: 'Rows',
    takes: whole(),
  },
  {
    path: 'hyperparameters.loss',
    title: 'Tokens that are learnt',
    group: 'Rows',
    takes: {
      kind: 'choice',
      choices: [
        ['assistant', "The assistant's messages, in all turns."],
        ['completion', 'The last answer; the rest is context.'],
        ['all', 'All, those of the prompt too.'],
      ],
    },
    when: supervised,
  },
  {
    path: 'hyperparameters.packing',
    title: 'Packing',
    group: 'Rows',
    takes: { kind: 'switch', on: 'Several short rows share one sequence.', off: 'Each row is a sequence.' },
    when: supervised,
  },
  {
    path: 'hyperparameters.evaluationSteps',
    title: 'Steps between two validations',
    group: 'Checks and checkpoints',
    takes: whole('After each epoch.'),
  },
  {
    path: 'hyperparameters.checkpointSteps',
    title: 'Steps between two checkpoints',
    group: 'Checks and checkpoints',
    takes: whole('After each epoch.'),
  },
  {
    path: 'hyperparameters.keepCheckpoints',
    title: 'Checkpoints that are kept',
    group: 'Checks and checkpoints',
    takes: whole(),
  },
  {
    path: 'hyperparameters.earlyStoppingPatience',
    title: 'Early stopping after',
    group: 'Checks and checkpoints',
    takes: {
      kind: 'number',
      expects: 'a whole number from 1: validations without a better loss',
      none: 'Never.',
    },
  },
  {
    path: 'hyperparameters.loggingSteps',
    title: 'Steps between two reported losses',
    group: 'Checks and checkpoints',
    takes: whole(),
  },
  {
    path: 'report',
    title: 'Metrics are sent to',
    group: 'Checks and checkpoints',
    takes: {
      kind: 'several',
      choices: [
        ['wandb', 'Weights & Biases'],
        ['tensorboard', 'TensorBoard'],
        ['mlflow', 'MLflow'],
      ],
    },
  },
  {
    path: 'hyperparameters.precision',
    title: 'Precision',
    group: 'Machine',
    takes: {
      kind: 'choice',
      choices: [
        ['auto', 'bf16 on GPUs that have it, fp16 on other GPUs, fp32 on the CPU.'],
        ['fp32', '32 bits.'],
        ['bf16', '16 bits, with the range of 32.'],
        ['fp16', '16 bits.'],
      ],
    },
  },
  {
    path: 'hyperparameters.gradientCheckpointing',
    title: 'Gradient checkpointing',
    group: 'Machine',
    takes: { kind: 'switch', on: 'Less memory, more time.', off: 'Less time, more memory.' },
  },
  { path: 'resources.workers', title: 'Workers', group: 'Machine', takes: whole(), when: distributed },
  {
    path: 'resources.gpusPerWorker',
    title: 'GPUs of each worker',
    group: 'Machine',
    takes: number('a number from 0'),
    when: distributed,
  },
  {
    path: 'resources.cpusPerWorker',
    title: 'CPUs of each worker',
    group: 'Machine',
    takes: number('a number above 0'),
    when: distributed,
  },
  {
    path: 'resources.storagePath',
    title: 'Storage',
    group: 'Machine',
    takes: {
      kind: 'text',
      expects: 'a folder that all nodes share, or s3://bucket/folder',
      none: 'Not set: the run will not start without it.',
    },
    when: distributed,
  },
  {
    path: 'resources.environment',
    title: 'Packages on the nodes',
    group: 'Machine',
    takes: {
      kind: 'choice',
      choices: [
        ['cluster', 'The nodes have them.'],
        ['install', 'They are installed before the run.'],
      ],
    },
    when: distributed,
  },
];

export function parameterAt(path: string): Parameter | undefined {
  return parameters.find((parameter) => parameter.path === path);
}

/** The value at a path like `hyperparameters.epochs`. */
export function valueAt(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      from,
    );
}

/** The same settings with one value set. */
export function withValue(training: TrainingSettings, path: string, value: unknown): TrainingSettings {
  const [key = '', ...rest] = path.split('.');
  const part = (training as Record<string, unknown>)[key];
  const next = rest.length === 0 ? value : withValue((part ?? {}) as TrainingSettings, rest.join('.'), value);
  return { ...training, [key]: next };
}

/** How people read a value. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) {
    return 'none';
  }
  if (typeof value === 'boolean') {
    return value ? 'on' : 'off';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map(String).join(', ');
  }
  return String(value);
}

/** The same for the value of a parameter, where leaving it empty means something of its own. */
export function valueTextOf({ takes }: Parameter, value: unknown): string {
  const none = 'none' in takes && (value === null || value === undefined) ? takes.none : undefined;
  return none === undefined
    ? valueText(value)
    : `${none.charAt(0).toLowerCase()}${none.slice(1).replace(/\.$/, '')}`;
}
