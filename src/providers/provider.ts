import type { Cursor, Observation } from './observation.ts';
import type { Method, TrainingSpec } from './spec.ts';

/**
 * Somewhere to train. One folder under `providers/` implements this; `docs/adding-a-provider.md` walks through it.
 * All methods may throw `ProviderError`, whose message a person can act on, and the signal's reason once it is aborted.
 */
export interface TrainingProvider {
  readonly id: ProviderId;
  /** For people: "TRL on this machine". */
  readonly title: string;
  readonly capabilities: Capabilities;
  /** What is there and what is missing: executables, keys, versions, devices. Changes nothing. */
  check(signal?: AbortSignal): Promise<CheckReport>;
  /** Installs what `check` found missing, where the provider can; told what is going on. Absent where it can't. */
  prepare?(progress: Progress, signal?: AbortSignal): Promise<void>;
  /** What a run would take. Never asks for money or starts anything. */
  estimate(work: Work, signal?: AbortSignal): Promise<Estimate>;
  /**
   * Starts a job and returns once it is certain to run on without us. The same `job.token` never starts twice: where
   * it was started before, the handle of that start is given.
   */
  start(job: Job, signal?: AbortSignal): Promise<Handle>;
  /**
   * After a crash between asking and being answered: whether `job.token` was started. `absent` promises that it never
   * will be; `unknown` is for providers that can't tell.
   */
  find(job: Job, signal?: AbortSignal): Promise<Handle | 'absent' | 'unknown'>;
  /**
   * What happens in a started job, from the beginning or from after a cursor, until a final state was given. Ends
   * early only when aborted. Trouble that may pass (a network gone) is waited out and told as a log.
   */
  observe(
    job: Job,
    handle: Handle,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): AsyncIterable<Observation>;
  /** Asks a job to end, with a checkpoint where it can; `observe` tells when it has. To cancel what has ended is fine. */
  cancel(job: Job, handle: Handle, signal?: AbortSignal): Promise<void>;
  /** Where the log as the trainer wrote it can be read, if it is a file. */
  logFile?(job: Job): string;
}

export const providerIds = ['trl', 'ray', 'anyscale'] as const;
export type ProviderId = (typeof providerIds)[number];

export interface Capabilities {
  readonly methods: readonly Method[];
  readonly adapters: readonly TrainingSpec['adapter']['type'][];
  /** Whether a run that ended early goes on from its last checkpoint. */
  readonly resume: boolean;
  /** Whether runs are on this machine: its disk and memory are what counts then. */
  readonly local: boolean;
  /** More than one training process. */
  readonly workers: boolean;
  /** Whether running costs money at the provider. */
  readonly priced: boolean;
}

/** One start of a run. A run that is resumed has several, each with its own token. */
export interface Job {
  readonly runId: string;
  /** From 1. */
  readonly attempt: number;
  /** Unguessable and unlike any other job's: what makes a start happen once, and marks the driver's own lines. */
  readonly token: string;
  /** The run's folder, absolute. A provider may write in `attempt-<n>/` and `output/` below it, and nowhere else. */
  readonly folder: string;
  readonly spec: TrainingSpec;
  /** Rows in TRL's shape, relative to the folder, with the files that say where each row came from. */
  readonly data: JobData;
  /** The checkpoint to go on from, as `checkpoint` events name it. */
  readonly resumeFrom: string | undefined;
}

export interface JobData {
  readonly train: DataFile;
  readonly validation: DataFile | undefined;
}

export interface DataFile {
  /** JSON Lines in TRL's shape. */
  readonly rows: string;
  /** JSON Lines, one for each row: `["train.jsonl", 12, "<hash>"]`, the source file from the run's root and the line in it. */
  readonly sources: string;
  readonly count: number;
}

/** How a provider finds a started job again: plain data, kept in the ledger. Never holds a key. */
export type Handle = Readonly<Record<string, string | number | boolean | null>>;

/** The size of a run, before it is one. Tokens are estimates. */
export interface Work {
  readonly spec: TrainingSpec;
  readonly rows: number;
  readonly validationRows: number;
  /** Of one epoch, after cutting at `maxLength`. */
  readonly tokens: number;
  /** Of the prepared rows on disk. */
  readonly bytes: number;
  /** Parameters of the base model, where they are known. */
  readonly parameters: number | undefined;
}

export interface Estimate {
  readonly seconds?: { readonly low: number; readonly high: number };
  /** `basis` says how it comes about, for a person to check. */
  readonly price?: { readonly amount: number; readonly currency: 'USD'; readonly basis: string };
  /** Bytes that a run leaves or needs on this machine's disk. */
  readonly diskBytes?: number;
  /** Bytes of memory (of the GPU, where there is one). */
  readonly memoryBytes?: number;
  /** What a person should know about these figures. */
  readonly notes: readonly string[];
  /** Why `start` would refuse a run with these very settings, and what to set; only where it would. */
  readonly obstacle?: string;
}

export interface CheckReport {
  /** Whether a run could be started now. */
  readonly ready: boolean;
  /** Whether `prepare` would make it ready. */
  readonly preparable: boolean;
  readonly items: readonly CheckItem[];
}

export interface CheckItem {
  /** "Python", "GPU", "Memory", "Cluster". */
  readonly name: string;
  readonly status: 'ok' | 'note' | 'warning' | 'error';
  /** What was found. */
  readonly found: string;
  /** What to do; only where something is to be done. */
  readonly advice?: string;
}

/** Told while something takes long. `fraction` is 0 to 1 where it is known. */
export type Progress = (step: { readonly message: string; readonly fraction?: number }) => void;

/** Something went wrong that a person can act on: the message says what was found and what to do. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

/** What providers have of the world; the editor and the command line each hand in theirs. */
export interface ProviderHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A key by its environment variable's name: from SecretStorage in the editor, from the environment in a terminal. */
  readonly secret: (name: string) => Promise<string | undefined>;
  /** For what is too big for a workspace: environments of Python. */
  readonly cacheFolder: string;
  /** The folder `python/` of this installation. */
  readonly driverFolder: string;
  /** What the user set, personally: a workspace can't. */
  readonly settings: ProviderSettings;
  readonly log: (text: string) => void;
}

export interface ProviderSettings {
  /** The Python that the environment is made with; the first fitting one on PATH where left out. */
  readonly python?: string | undefined;
  /** The Python of an environment that the user keeps, used as it is. */
  readonly environment?: string | undefined;
  /** The address of a Ray cluster's dashboard, `http://host:8265`. */
  readonly rayAddress?: string | undefined;
  /** The `anyscale` executable. */
  readonly anyscale?: string | undefined;
  /** What jobs of Anyscale run on and in, by the names they have there; what the account has as default where left out. */
  readonly anyscaleComputeConfig?: string | undefined;
  readonly anyscaleImage?: string | undefined;
}
