import type { Analysis, Runs, TrainingPort } from '../../../../src/cli/training/port.ts';
import { isFinal } from '../../../../src/providers/observation.ts';
import type { CheckReport, TrainingProvider } from '../../../../src/providers/provider.ts';
import type { RunEvent } from '../../../../src/runs/event.ts';
import type { Asked, RunPlan } from '../../../../src/runs/plan.ts';
import type { PreflightItem, PreflightReport } from '../../../../src/runs/preflight-report.ts';
import type { RunRecord } from '../../../../src/runs/record.ts';
import type { RunSummary } from '../../../../src/runs/summary.ts';

/** Runs, plans and a provider as the command line sees them, without anything behind. */

export const spec: RunRecord['spec'] = {
  method: 'sft',
  baseModel: 'owner/model',
  adapter: { type: 'lora', rank: 16, alpha: 32, dropout: 0, targetModules: 'all-linear' },
  hyperparameters: {
    epochs: 3,
    maxSteps: null,
    learningRate: 0.0002,
    scheduler: 'linear',
    warmupRatio: 0,
    weightDecay: 0,
    maxGradNorm: 1,
    batchSize: 4,
    gradientAccumulation: 1,
    maxLength: 1024,
    packing: false,
    loss: 'assistant',
    beta: 0.1,
    seed: 42,
    precision: 'auto',
    gradientCheckpointing: false,
    loggingSteps: 1,
    evaluationSteps: null,
    checkpointSteps: null,
    keepCheckpoints: 2,
    earlyStoppingPatience: null,
  },
  report: [],
  resources: { workers: 1, gpusPerWorker: 0, cpusPerWorker: 1, storagePath: null, environment: 'cluster' },
};

export const record: RunRecord = {
  version: 1,
  id: '20261124-101502-3fa9',
  name: '20261124-101502-3fa9',
  created: '2026-11-24T10:15:02.000Z',
  provider: 'trl',
  spec,
  dataset: {
    fingerprint: 'f1',
    files: [{ path: 'train.jsonl', split: 'train', rows: 3, used: 2, sha256: 'aa' }],
    train: { rows: 'data/train.jsonl', sources: 'data/train.sources.jsonl', count: 2 },
    validation: null,
    leftOut: [],
    tokens: { total: 100, trained: 40 },
  },
  git: null,
  versions: {},
  estimate: null,
  overridden: [],
};

export function summaryWith(over: Partial<RunSummary> = {}): RunSummary {
  const id = over.id ?? record.id;
  return {
    id,
    name: id,
    root: '/data',
    record: { ...record, id },
    state: 'running',
    message: undefined,
    attempt: 1,
    started: '2026-11-24T10:15:02.000Z',
    ended: undefined,
    step: 0,
    steps: undefined,
    epoch: undefined,
    secondsLeft: undefined,
    latest: {},
    losses: [],
    checkpoints: [],
    artifacts: [],
    problems: [],
    facts: {},
    followed: 'elsewhere',
    resumable: false,
    ...over,
  };
}

type Distribute<T> = T extends unknown ? Omit<T, 'seq' | 'attempt' | 'time'> & { attempt?: number } : never;
type Told = Distribute<RunEvent>;

/** Events with their numbers and times. */
export function eventsOf(...told: readonly Told[]): RunEvent[] {
  return told.map(
    (event, index) =>
      ({
        seq: index + 1,
        attempt: 1,
        time: `2026-11-24T10:15:${String(index).padStart(2, '0')}.000Z`,
        ...event,
      }) as RunEvent,
  );
}

export interface FakeOptions {
  readonly items?: readonly PreflightItem[];
  readonly report?: Partial<PreflightReport>;
  readonly plan?: Partial<RunPlan>;
  readonly environment?: CheckReport;
  /** The runs that there are. */
  readonly runs?: readonly RunSummary[];
  /** What happens in a run that is followed; a run that is cancelled ends after `held`. */
  readonly events?: readonly RunEvent[];
  /** Waits after this event for a cancel, or to be left. */
  readonly holdAfter?: number;
  /** What a start comes to. */
  readonly startState?: string;
  readonly analyse?: TrainingPort['analyse'];
  readonly planRun?: TrainingPort['planRun'];
}

export const goodEnvironment: CheckReport = {
  ready: true,
  preparable: false,
  items: [{ name: 'Python', status: 'ok', found: '3.11.9' }],
};

/** What the command line did, in order, and the port it did it through. */
export class FakeTraining {
  readonly did: string[] = [];
  readonly planned: { at: string; asked: Asked }[] = [];
  readonly #options: FakeOptions;
  #environment: CheckReport;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.#environment = options.environment ?? goodEnvironment;
  }

  get port(): TrainingPort {
    const { did } = this;
    return {
      createProviders: () => new Map([['trl' as const, this.#provider()]]),
      planRun: async (at, asked) => {
        this.planned.push({ at, asked });
        return this.#options.planRun?.(at, asked) ?? this.#plan();
      },
      analyse:
        this.#options.analyse ??
        (async () => ({ discard: async () => void did.push('discard') }) as unknown as Analysis),
      preflight: async () => ({
        items: this.#options.items ?? [],
        advice: [],
        estimate: undefined,
        environment: this.#environment,
        ...this.#options.report,
      }),
      openRuns: async (root) => {
        did.push(`open ${root}`);
        return this.#runs();
      },
    };
  }

  #plan(): RunPlan {
    return {
      root: '/data',
      configuration: undefined,
      name: undefined,
      provider: 'trl',
      spec,
      files: { train: ['/data/train.jsonl'], validation: [], test: [] },
      origins: {},
      ...this.#options.plan,
    };
  }

  #provider(): TrainingProvider {
    return {
      id: 'trl',
      title: 'TRL on this machine',
      check: async () => this.#environment,
      prepare: async (progress) => {
        this.did.push('prepare');
        progress({ message: 'Installing torch', fraction: 0.5 });
        this.#environment = goodEnvironment;
      },
    } as Partial<TrainingProvider> as TrainingProvider;
  }

  #runs(): Runs {
    const { did } = this;
    const runs = new Map((this.#options.runs ?? []).map((run) => [run.id, run]));
    const events = this.#options.events ?? [];
    let cancelled: () => void = () => {};
    const cancel = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const settle = (id: string, event: RunEvent): void => {
      if (event.type === 'state') {
        runs.set(id, { ...runs.get(id)!, state: event.state, message: event.message });
      }
    };
    return {
      list: () => [...runs.values()],
      get: (id) => runs.get(id),
      onChange: () => () => {},
      start: async (_plan, _analysis, options) => {
        did.push(`start overriding [${options.overridden}]`);
        runs.set(record.id, summaryWith({ state: this.#options.startState ?? 'running' }));
        return record.id;
      },
      resume: async (id) => {
        did.push(`resume ${id}`);
        runs.set(id, { ...runs.get(id)!, state: 'starting' });
      },
      cancel: async (id) => {
        did.push(`cancel ${id}`);
        cancelled();
      },
      remove: async (id) => void did.push(`remove ${id}`),
      events: async () => events,
      follow: (id: string, signal: AbortSignal) => this.#follow(id, signal, cancel, settle),
      close: async () => void did.push('close'),
    };
  }

  async *#follow(
    id: string,
    signal: AbortSignal,
    cancel: Promise<void>,
    settle: (id: string, event: RunEvent) => void,
  ): AsyncGenerator<RunEvent> {
    for (const [index, event] of (this.#options.events ?? []).entries()) {
      settle(id, event);
      yield event;
      if (index + 1 === this.#options.holdAfter) {
        this.did.push('held');
        const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        await Promise.race([cancel, left]);
        if (signal.aborted) {
          return;
        }
      }
      if (event.type === 'state' && isFinal(event.state)) {
        return;
      }
    }
  }
}
