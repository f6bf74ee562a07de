import type { Cursor, Observation } from '../observation.ts';
import {
  type Capabilities,
  type CheckReport,
  type Estimate,
  type Handle,
  type Job,
  type Progress,
  ProviderError,
  type ProviderHost,
  type TrainingProvider,
  type Work,
} from '../provider.ts';
import { checkEnvironment } from '../python/check-environment.ts';
import { pythonVariables } from '../python/child-environment.ts';
import { findEnvironment, makeEnvironment } from '../python/environment.ts';
import { nvidiaGpus } from '../python/nvidia.ts';
import { attemptFiles } from './attempt.ts';
import { cancel } from './cancel.ts';
import { Children } from './children.ts';
import { giveUp } from './claim.ts';
import { driverVariables } from './driver-variables.ts';
import { estimateRun } from './estimate.ts';
import { follow } from './follow.ts';
import type { LivenessOptions } from './liveness.ts';
import { machineOf } from './machine.ts';
import { obstacleOf } from './obstacle.ts';
import { handleOf, start } from './start.ts';

export interface TrlOptions extends LivenessOptions {
  readonly pollMs?: number;
  readonly settleMs?: number;
  readonly claimMs?: number;
  /** How long a cancelled driver may take to save a checkpoint. */
  readonly graceMs?: number;
}

/**
 * TRL on this machine. The driver is a process of its own that outlives whoever started it; its log file is what it
 * says, and its claim on the attempt what makes it start once.
 */
export class TrlProvider implements TrainingProvider {
  readonly id = 'trl';
  readonly title = 'TRL on this machine';
  readonly capabilities: Capabilities = {
    methods: ['sft', 'dpo', 'orpo'],
    adapters: ['lora', 'qlora', 'none'],
    resume: true,
    local: true,
    workers: false,
    priced: false,
  };
  readonly #host: ProviderHost;
  readonly #options: TrlOptions;
  readonly #children = new Children();

  constructor(host: ProviderHost, options: TrlOptions = {}) {
    this.#host = host;
    this.#options = options;
  }

  check(signal?: AbortSignal): Promise<CheckReport> {
    return checkEnvironment(this.#host, signal);
  }

  async prepare(progress: Progress, signal?: AbortSignal): Promise<void> {
    await makeEnvironment(this.#host, progress, signal);
  }

  async estimate(work: Work, signal?: AbortSignal): Promise<Estimate> {
    const machine = await machineOf(this.#host, signal);
    const hasNvidia = async (): Promise<boolean> =>
      (await nvidiaGpus(pythonVariables(this.#host.env), signal)) !== undefined;
    const obstacle = await obstacleOf(work.spec, machine, hasNvidia);
    return { ...estimateRun(work, machine), ...(obstacle === undefined ? {} : { obstacle }) };
  }

  async start(job: Job, signal?: AbortSignal): Promise<Handle> {
    const { python } = await findEnvironment(this.#host, signal);
    if (python === undefined) {
      throw new ProviderError(
        'The training environment is not there. Check the training environment: Tuneset makes it.',
      );
    }
    return start({
      ...this.#options,
      job,
      python,
      driverFolder: this.#host.driverFolder,
      env: await driverVariables(job, this.#host),
      children: this.#children,
      signal,
    });
  }

  async find(job: Job, signal?: AbortSignal): Promise<Handle | 'absent' | 'unknown'> {
    const claim = await giveUp(attemptFiles(job).claim, signal);
    return claim.by === 'nobody' ? 'absent' : handleOf(claim);
  }

  observe(
    job: Job,
    handle: Handle,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): AsyncIterable<Observation> {
    return follow({ ...this.#options, job, handle, after, signal, children: this.#children });
  }

  cancel(job: Job, handle: Handle, signal?: AbortSignal): Promise<void> {
    return cancel(job, handle, { ...this.#options, signal });
  }

  logFile(job: Job): string {
    return attemptFiles(job).log;
  }
}
