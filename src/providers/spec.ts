import * as z from 'zod';

/** What is to be trained, with every value settled: what a run's `run.json` keeps and a provider is handed. */

export const methods = ['sft', 'dpo', 'orpo'] as const;
export type Method = (typeof methods)[number];

export const adapterSchema = z.strictObject({
  /** `lora`: low-rank adapter; `qlora`: the same over a base model in 4 bits (needs a CUDA GPU); `none`: all weights. */
  type: z.enum(['lora', 'qlora', 'none']),
  rank: z.int().min(1),
  /** The adapter's output is scaled by alpha / rank. */
  alpha: z.number().positive(),
  /** From 0 up to, not including, 1. */
  dropout: z.number().min(0).lt(1),
  targetModules: z.union([z.literal('all-linear'), z.array(z.string()).min(1)]),
});
export type AdapterSpec = z.infer<typeof adapterSchema>;

export const hyperparametersSchema = z.strictObject({
  epochs: z.number().positive(),
  /** Optimizer steps after which training ends whatever the epochs; null: the epochs decide. */
  maxSteps: z.int().min(1).nullable(),
  learningRate: z.number().positive(),
  scheduler: z.enum(['linear', 'cosine', 'constant', 'constant_with_warmup']),
  /** Share of the steps in which the learning rate rises to its value, 0 to 1. */
  warmupRatio: z.number().min(0).max(1),
  weightDecay: z.number().min(0),
  maxGradNorm: z.number().positive(),
  /** Rows a device works on at once. */
  batchSize: z.int().min(1),
  /** Batches whose gradients are added up before a step: rows a step = batchSize × gradientAccumulation × devices. */
  gradientAccumulation: z.int().min(1),
  /** Tokens of a row after which it is cut. */
  maxLength: z.int().min(1),
  packing: z.boolean(),
  /** Which tokens are learnt: the assistant's, the last answer's, or all. Of no effect on dpo and orpo. */
  loss: z.enum(['assistant', 'completion', 'all']),
  /** How far a preference method may leave the reference model (dpo), or the weight of the odds ratio (orpo). */
  beta: z.number().positive(),
  seed: z.int().min(0),
  /** `auto`: bf16 on GPUs that have it, fp16 on other GPUs, fp32 on the CPU. */
  precision: z.enum(['auto', 'fp32', 'bf16', 'fp16']),
  gradientCheckpointing: z.boolean(),
  /** Steps between two reported losses. */
  loggingSteps: z.int().min(1),
  /** Steps between two looks at the validation rows; null: after each epoch. */
  evaluationSteps: z.int().min(1).nullable(),
  /** Steps between two checkpoints; null: after each epoch. */
  checkpointSteps: z.int().min(1).nullable(),
  /** Checkpoints that are kept; older ones are removed. */
  keepCheckpoints: z.int().min(1),
  /** Evaluations without a better validation loss after which training ends; null: it goes to the end. */
  earlyStoppingPatience: z.int().min(1).nullable(),
});
export type Hyperparameters = z.infer<typeof hyperparametersSchema>;

export const resourcesSchema = z.strictObject({
  /** Training processes, each with a copy of the model. */
  workers: z.int().min(1),
  gpusPerWorker: z.number().min(0),
  cpusPerWorker: z.number().positive(),
  /** Where checkpoints and adapter of a distributed run go: a shared folder or an `s3://` or `gs://` address. */
  storagePath: z.string().nullable(),
  /** `cluster`: the nodes have the packages of training, as where it is left out; `install`: they install them first. */
  environment: z.enum(['cluster', 'install']),
});
export type Resources = z.infer<typeof resourcesSchema>;

export const reporters = ['wandb', 'tensorboard', 'mlflow'] as const;

export const specSchema = z.strictObject({
  method: z.enum(methods),
  /** A name the hub or provider knows, or the absolute path of a folder. */
  baseModel: z.string().min(1),
  adapter: adapterSchema,
  hyperparameters: hyperparametersSchema,
  report: z.array(z.enum(reporters)),
  resources: resourcesSchema,
});
export type TrainingSpec = z.infer<typeof specSchema>;
