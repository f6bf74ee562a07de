import type { Estimate, Work } from '../provider.ts';
import type { TrainingSpec } from '../spec.ts';
import type { Machine } from './machine.ts';

/**
 * What a run on this machine would take, from the sizes of model and data. The formulas are of the orders of magnitude
 * that decide whether a run fits and when to look again; each says where it is from.
 */
export function estimateRun(work: Work, machine: Machine): Estimate {
  const { parameters, spec } = work;
  const device = deviceOf(machine);
  if (parameters === undefined) {
    return {
      diskBytes: work.bytes,
      notes: ['The size of the base model is not known, so time, memory and disk are not either.'],
    };
  }
  const shape = shapeOf(parameters);
  const trained = trainedParameters(spec, parameters, shape);
  return {
    seconds: secondsOf(work, parameters, device),
    diskBytes: diskOf(work, parameters, trained),
    memoryBytes: memoryOf(spec, parameters, trained, shape, device),
    notes: [
      device.note,
      `Worked out for a model of ${count(parameters)} parameters of the usual shape, of which ${count(trained)} are trained; the time of the first steps tells more.`,
      ...(spec.hyperparameters.earlyStoppingPatience === null ? [] : ['Early stopping may end it sooner.']),
      ...(machine.asked ? [] : ['The training environment is not there yet: a GPU was not looked for.']),
    ],
  };
}

interface ComputeDevice {
  /** Floating point operations a second that training gets out of it, from bad to good. */
  readonly low: number;
  readonly high: number;
  /** Bytes of a weight that is only read. */
  readonly weightBytes: number;
  readonly note: string;
}

/**
 * Peak rates of dense bf16 (fp16 where a GPU has no bf16) from the makers' data sheets; of these a training run gets 15 to
 * 50 %, as model FLOPs utilisation was measured between small batches and the best tuned runs (PaLM, arXiv:2204.02311,
 * table 3). For a GPU that is not listed the range of common ones.
 */
const gpuTeraflops: readonly (readonly [RegExp, number])[] = [
  [/\b(B200|GB200|B300)\b/, 2250],
  [/\b(H100|H200|H800|GH200)\b/, 989],
  [/\b(A100|A800)\b/, 312],
  [/\bL40S\b/, 362],
  [/\bL40\b/, 181],
  [/\b(A6000|A40)\b/, 155],
  [/\b(A10G?|A5000)\b/, 125],
  [/\bL4\b/, 121],
  [/\bV100\b/, 125],
  [/\bT4\b/, 65],
  [/\b5090\b/, 209],
  [/\b4090\b/, 165],
  [/\b4080\b/, 97],
  [/\b3090\b/, 71],
  [/\b3080\b/, 59],
];

function deviceOf({ gpu, mps, cores }: Machine): ComputeDevice {
  if (gpu) {
    const peak = gpuTeraflops.find(([name]) => name.test(gpu.name))?.[1];
    const [low, high] = peak === undefined ? [5, 150] : [peak * 0.15, peak * 0.5];
    return {
      low: low * 1e12,
      high: high * 1e12,
      weightBytes: 2,
      note: `On ${gpu.name}: ${Math.round(low)} to ${Math.round(high)} TFLOPS are assumed.`,
    };
  }
  if (mps) {
    return {
      low: 0.5e12,
      high: 8e12,
      weightBytes: 4,
      note: "On Apple's GPU: 0.5 to 8 TFLOPS in fp32 are assumed.",
    };
  }
  // A core of the last ten years does 16 to 64 fp32 operations a cycle; of large matrix products a third stays, of the
  // small ones of small batches a tenth of that.
  return {
    low: cores * 3e9,
    high: cores * 40e9,
    weightBytes: 4,
    note: `On the CPU, ${cores} cores: ${count(cores * 3e9)} to ${count(cores * 40e9)} FLOPS are assumed. A GPU is a hundred times as fast.`,
  };
}

/** Width and layers of a model. */
interface Shape {
  readonly hidden: number;
  readonly layers: number;
}

/**
 * Llama-like models have 12·layers·hidden² parameters (Kaplan et al. 2020, arXiv:2001.08361, section 2.1) and about
 * hidden / 128 layers: of 7e9 parameters that makes 4,200 and 33, where Llama 2 7B has 4,096 and 32.
 */
function shapeOf(parameters: number): Shape {
  const hidden = Math.max(16, Math.cbrt((parameters * 128) / 12));
  return { hidden, layers: Math.max(1, hidden / 128) };
}

/**
 * An adapter of rank r has r·(in + out) parameters for each matrix (LoRA, arXiv:2106.09685, section 4.1). The seven
 * matrices of a Llama-like layer have 20·hidden of in and out together; the four of attention alone 6.5·hidden.
 */
function trainedParameters(spec: TrainingSpec, parameters: number, { hidden, layers }: Shape): number {
  const { type, rank, targetModules } = spec.adapter;
  if (type === 'none') {
    return parameters;
  }
  const widths = targetModules === 'all-linear' ? 20 : Math.min(20, targetModules.length * 2.5);
  return rank * widths * hidden * layers;
}

/**
 * Forward takes 2 operations a parameter and token, backward 4, of which 2 are for the weights' own gradients, which
 * frozen weights don't need (Kaplan et al. 2020, table 1); gradient checkpointing goes forward once more; DPO's reference
 * model, too. Validation goes forward only. Each step of the optimizer takes some milliseconds whatever its size.
 */
function secondsOf(work: Work, parameters: number, device: ComputeDevice): { low: number; high: number } {
  const { method, adapter, hyperparameters: asked } = work.spec;
  const perToken =
    (adapter.type === 'none' ? 6 : 4) + (asked.gradientCheckpointing ? 2 : 0) + (method === 'dpo' ? 2 : 0);
  const stepsAnEpoch = Math.max(1, Math.ceil(work.rows / (asked.batchSize * asked.gradientAccumulation)));
  const byEpochs = stepsAnEpoch * asked.epochs;
  const steps = Math.max(
    1,
    Math.ceil(asked.maxSteps === null ? byEpochs : Math.min(asked.maxSteps, byEpochs)),
  );
  const epochs = steps / stepsAnEpoch;
  const tokensOfRow = work.tokens / Math.max(1, work.rows);
  const evaluations =
    work.validationRows === 0
      ? 0
      : asked.evaluationSteps === null
        ? Math.max(1, Math.floor(epochs))
        : Math.floor(steps / asked.evaluationSteps);
  const operations =
    parameters * (perToken * work.tokens * epochs + 2 * evaluations * work.validationRows * tokensOfRow);
  const passes = steps * asked.gradientAccumulation;
  return {
    low: Math.round(startSeconds.low + operations / device.high + passes * 0.01),
    high: Math.round(startSeconds.high + operations / device.low + passes * 0.2),
  };
}

/** Until the first step: libraries and weights from a warm or a cold disk. Without a download of the base model. */
const startSeconds = { low: 10, high: 120 };

/** Bytes of a trained parameter: its weight, its gradient, and the two moments of Adam, all in fp32. */
const trainedBytes = 16;
/** Of a weight in 4 bits with its scales (QLoRA, arXiv:2305.14314, section 3: 0.5 byte and 0.016 with double quantization). */
const quantizedBytes = 0.52;
/** Rows of a vocabulary: from 32,000 (Llama 2) to 152,000 (Qwen 2.5); the logits are as long. */
const vocabulary = 128_000;

/**
 * Weights, what training keeps beside the trained ones, activations and logits. Activations of a layer are 34 bytes a
 * token and width in 16 bits, with attention that is not kept as a matrix (Korthikanti et al. 2022, arXiv:2205.05198,
 * table 2); with gradient checkpointing one layer's, and 2 bytes for each other.
 */
function memoryOf(
  spec: TrainingSpec,
  parameters: number,
  trained: number,
  { hidden, layers }: Shape,
  device: ComputeDevice,
): number {
  const { batchSize, maxLength, gradientCheckpointing, precision } = spec.hyperparameters;
  const wide = precision === 'fp32' || device.weightBytes === 4 ? 2 : 1;
  const frozen = spec.adapter.type === 'none' ? 0 : spec.adapter.type === 'qlora' ? quantizedBytes : 2 * wide;
  // DPO with all weights keeps a second model to compare with; with an adapter the base model is that.
  const reference = spec.method === 'dpo' && spec.adapter.type === 'none' ? parameters * 2 * wide : 0;
  // Preference rows are two texts.
  const tokens = batchSize * maxLength * (spec.method === 'sft' ? 1 : 2);
  const activations =
    tokens * hidden * wide * (gradientCheckpointing ? 34 + 2 * layers : 34 * layers) +
    tokens * Math.min(vocabulary, hidden * 32) * 10;
  // The libraries themselves: PyTorch, and the context of CUDA.
  const libraries = 1e9;
  return Math.round(parameters * frozen + trained * trainedBytes + reference + activations + libraries);
}

/**
 * The base model as it is downloaded (16 bits a weight), unless it is a folder; the result; and the checkpoints, each with
 * weights and the two moments of Adam: 12 bytes a trained parameter.
 */
function diskOf(work: Work, parameters: number, trained: number): number {
  const { baseModel, hyperparameters: asked } = work.spec;
  const download = isFolder(baseModel) ? 0 : parameters * 2;
  // One more while it is written, before the oldest is removed.
  const checkpoints = (asked.keepCheckpoints + 1) * trained * 12;
  return Math.round(download + checkpoints + trained * 4 + work.bytes);
}

function isFolder(name: string): boolean {
  return /^([/\\~.]|[A-Za-z]:[/\\])/.test(name);
}

function count(amount: number): string {
  const [divisor, unit] =
    amount >= 1e12
      ? [1e12, 'T']
      : amount >= 1e9
        ? [1e9, 'G']
        : amount >= 1e6
          ? [1e6, 'M']
          : amount >= 1e3
            ? [1e3, 'k']
            : [1, ''];
  return `${(amount / divisor).toFixed(amount / divisor < 10 && unit !== '' ? 1 : 0)}${unit}`;
}
