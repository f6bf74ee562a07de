import { expect, test } from 'vitest';
import type { TrainingSpec } from '../../../../src/providers/spec.ts';
import type { Machine } from '../../../../src/providers/trl/machine.ts';
import { obstacleOf } from '../../../../src/providers/trl/obstacle.ts';
import { spec } from '../jobs.ts';

const cpu: Machine = {
  cores: 8,
  memory: 16e9,
  gpu: undefined,
  mps: false,
  asked: true,
  packages: { bitsandbytes: null, wandb: null, tensorboard: null, tensorboardX: null, mlflow: null },
};
const unasked: Machine = { ...cpu, asked: false, packages: undefined };
const gpu: Machine = { ...cpu, gpu: { name: 'NVIDIA L4', bytes: 24e9, bf16: true } };
const withPackages = (packages: Record<string, string>): Machine => ({
  ...gpu,
  packages: { ...gpu.packages, ...packages },
});

const qlora = { adapter: { ...spec().adapter, type: 'qlora' } } as const;

test.each<[string, Partial<TrainingSpec>, Machine, RegExp | undefined, nvidia?: boolean]>([
  ['LoRA on the CPU', {}, cpu, undefined],
  ['LoRA before there is an environment', {}, unasked, undefined],
  ['QLoRA without a GPU', qlora, cpu, /needs an NVIDIA GPU.*there is none/],
  ['QLoRA without a GPU, before anything is installed', qlora, unasked, /none was found.*`lora`/],
  ['QLoRA with a GPU, before anything is installed', qlora, unasked, undefined, true],
  ['QLoRA with a GPU that PyTorch does not see', qlora, cpu, /not built for it/, true],
  ['QLoRA without bitsandbytes', qlora, gpu, /bitsandbytes/],
  ['QLoRA with all it needs', qlora, withPackages({ bitsandbytes: '0.50.2' }), undefined],
  ['reporting with the package', { report: ['wandb'] }, withPackages({ wandb: '0.30.0' }), undefined],
  [
    'reporting with either package',
    { report: ['tensorboard'] },
    withPackages({ tensorboardX: '2' }),
    undefined,
  ],
  [
    'reporting without the package',
    { report: ['wandb', 'mlflow'] },
    withPackages({ wandb: '0.30.0' }),
    /report to mlflow.*install "mlflow"/,
  ],
  ['reporting before there is an environment', { report: ['wandb'] }, unasked, undefined],
])('%s', async (_name, asked, machine, said, nvidia = false) => {
  const obstacle = await obstacleOf(spec(asked), machine, async () => nvidia);
  if (said === undefined) {
    expect(obstacle).toBeUndefined();
  } else {
    expect(obstacle).toMatch(said);
  }
});
