import type { TrainingSpec } from '../spec.ts';
import type { Machine } from './machine.ts';

/** The packages, one of which each place to report to needs. */
const reporterPackages = {
  wandb: ['wandb'],
  tensorboard: ['tensorboard', 'tensorboardX'],
  mlflow: ['mlflow'],
} as const satisfies Record<TrainingSpec['report'][number], readonly string[]>;

/**
 * What a run asks for that this machine hasn't got, as far as it can be known before anything is installed or loaded;
 * undefined where nothing is in the way. The driver looks again before it loads a model. `hasNvidia`: whether NVIDIA's
 * driver names a GPU, whatever PyTorch can do with it; asked only where it counts.
 */
export async function obstacleOf(
  { adapter, report }: TrainingSpec,
  machine: Machine,
  hasNvidia: () => Promise<boolean>,
): Promise<string | undefined> {
  if (adapter.type === 'qlora') {
    const missing = quantizationLacks(machine, !machine.gpu && (await hasNvidia()));
    if (missing !== undefined) {
      return `QLoRA keeps the base model in 4 bits, which needs an NVIDIA GPU that PyTorch can use: ${missing} Set \`training.adapter.type\` to \`lora\`, or train where there is one.`;
    }
  }
  const { packages } = machine;
  const without =
    packages && report.find((name) => !reporterPackages[name].some((one) => packages[one] != null));
  return without === undefined
    ? undefined
    : `The run is to report to ${without}, and its Python package is not in the training environment: install "${without}" into it, or take it out of \`training.report\`.`;
}

function quantizationLacks({ asked, gpu, packages }: Machine, nvidia: boolean): string | undefined {
  if (!asked) {
    return nvidia ? undefined : 'none was found on this machine (`nvidia-smi` names none).';
  }
  if (!gpu) {
    return nvidia
      ? 'there is one, and the PyTorch of the training environment was not built for it, or its driver is too old.'
      : 'there is none on this machine.';
  }
  return packages?.bitsandbytes == null
    ? 'there is one, but the package "bitsandbytes" is not in the training environment: "Check Training Environment" says how to get it.'
    : undefined;
}
