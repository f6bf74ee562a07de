import * as z from 'zod';

/**
 * The part `training` of tuneset.json: how a run is meant to be. Every value may be left out; what then holds is settled
 * when a run is planned. Addresses of servers, executables and keys are personal and have no place here.
 */
export const trainingSchema = z
  .strictObject({
    provider: z
      .enum(['trl', 'ray', 'anyscale'])
      .meta({ enumDescriptions: ['TRL on this machine.', 'A Ray cluster.', 'Anyscale: Ray as a service.'] })
      .optional()
      .describe('Where runs are trained.'),
    method: z
      .enum(['sft', 'dpo', 'orpo'])
      .meta({
        enumDescriptions: [
          'Supervised fine-tuning: learns the answers.',
          'Direct preference optimization: learns to prefer the chosen answer.',
          'Odds ratio preference optimization: learns answers and preference at once, without a reference model.',
        ],
      })
      .optional()
      .describe('How it is trained. Without it the format of the rows decides.'),
    adapter: z
      .strictObject({
        type: z
          .enum(['lora', 'qlora', 'none'])
          .meta({
            enumDescriptions: [
              'A low-rank adapter beside the base model.',
              'The same, with the base model in 4 bits: needs a CUDA GPU.',
              'All weights of the model are trained.',
            ],
          })
          .optional(),
        rank: z.int().min(1).max(1024).optional().describe('Rank of the adapter: how much it can hold.'),
        alpha: z.number().positive().optional().describe('Scale: the adapter counts alpha / rank.'),
        dropout: z
          .number()
          .min(0)
          .max(0.99)
          .optional()
          .describe('Share of the adapter that is left out at random in each step.'),
        targetModules: z
          .union([z.literal('all-linear'), z.array(z.string()).min(1)])
          .optional()
          .describe('The layers that get an adapter.'),
      })
      .optional()
      .describe('What is trained: a small adapter, or the whole model.'),
    hyperparameters: z
      .strictObject({
        epochs: z.number().positive().max(1000).optional().describe('How often each row is seen.'),
        maxSteps: z
          .int()
          .min(1)
          .nullable()
          .optional()
          .describe('Steps after which training ends, whatever the epochs.'),
        learningRate: z.number().positive().max(1).optional().describe('Size of the steps at their largest.'),
        scheduler: z
          .enum(['linear', 'cosine', 'constant', 'constant_with_warmup'])
          .optional()
          .describe('How the learning rate falls.'),
        warmupRatio: z
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe('Share of the steps in which the learning rate rises.'),
        weightDecay: z.number().min(0).max(1).optional().describe('Pull of the weights towards zero.'),
        maxGradNorm: z
          .number()
          .positive()
          .optional()
          .describe('Gradients longer than this are shortened to it.'),
        batchSize: z.int().min(1).optional().describe('Rows that a device works on at once.'),
        gradientAccumulation: z
          .int()
          .min(1)
          .optional()
          .describe('Batches that are added up before a step is made.'),
        maxLength: z.int().min(1).optional().describe('Tokens after which a row is cut.'),
        packing: z.boolean().optional().describe('Several short rows share one sequence.'),
        loss: z
          .enum(['assistant', 'completion', 'all'])
          .meta({
            enumDescriptions: [
              "The assistant's messages are learnt, in all turns.",
              'The last answer is learnt, the rest is context.',
              'All tokens are learnt, those of the prompt too.',
            ],
          })
          .optional()
          .describe('Which tokens are learnt in supervised fine-tuning.'),
        beta: z.number().positive().optional().describe('Weight of the preference in dpo and orpo.'),
        seed: z
          .int()
          .min(0)
          .max(4294967295)
          .optional()
          .describe('The same seed gives the same order of rows.'),
        precision: z
          .enum(['auto', 'fp32', 'bf16', 'fp16'])
          .optional()
          .describe('Numbers that are computed with.'),
        gradientCheckpointing: z.boolean().optional().describe('Less memory, more time.'),
        loggingSteps: z.int().min(1).optional().describe('Steps between two reported losses.'),
        evaluationSteps: z
          .int()
          .min(1)
          .nullable()
          .optional()
          .describe('Steps between two looks at the validation rows; null for each epoch.'),
        checkpointSteps: z
          .int()
          .min(1)
          .nullable()
          .optional()
          .describe('Steps between two checkpoints; null for each epoch.'),
        keepCheckpoints: z.int().min(1).optional().describe('Checkpoints that are kept.'),
        earlyStoppingPatience: z
          .int()
          .min(1)
          .nullable()
          .optional()
          .describe('Looks at the validation rows without a better loss, after which training ends.'),
      })
      .optional()
      .describe('How the steps are made.'),
    report: z
      .array(z.enum(['wandb', 'tensorboard', 'mlflow']))
      .optional()
      .describe('Where metrics are sent besides.'),
    resources: z
      .strictObject({
        workers: z.int().min(1).optional().describe('Training processes on a cluster.'),
        gpusPerWorker: z.number().min(0).optional().describe('GPUs of each.'),
        cpusPerWorker: z.number().positive().optional().describe('CPUs of each.'),
        storagePath: z
          .string()
          .nullable()
          .optional()
          .describe(
            'Where checkpoints and adapter go: a folder that all nodes share, or s3://bucket/folder.',
          ),
        environment: z
          .enum(['cluster', 'install'])
          .meta({
            enumDescriptions: [
              'The nodes have the packages of training.',
              'The nodes install them before a run begins.',
            ],
          })
          .optional()
          .describe('Where the packages of training come from on a cluster.'),
      })
      .optional()
      .describe('What a run on a cluster asks for.'),
  })
  .describe('Provider, method and hyperparameters of training runs.');

export type Training = z.infer<typeof trainingSchema>;
