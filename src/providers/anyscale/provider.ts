import type { Cursor, Observation } from '../observation.ts';
import {
  type Capabilities,
  type CheckReport,
  type Estimate,
  type Handle,
  type Job,
  ProviderError,
  type ProviderHost,
  type TrainingProvider,
  type Work,
} from '../provider.ts';
import { remoteEstimate } from '../remote/estimate.ts';
import { followJob, type Pace } from '../remote/follow.ts';
import { driverPackages } from '../remote/packages.ts';
import type { JobReport, RemoteJob } from '../remote/remote-job.ts';
import { checkAccount } from './check.ts';
import { AnyscaleCli } from './cli.ts';
import { AnyscaleJobs } from './jobs.ts';
import { findJob, startJob } from './start.ts';
import { reportOf } from './states.ts';

export interface AnyscaleProviderOptions {
  readonly pace?: Pace;
  readonly looks?: readonly number[];
}

/** Each look starts a program that takes a second to load, and asks a service that counts requests. */
const defaultPace: Pace = { report: 15_000, log: 5000, grace: 60_000 };
const defaultLooks = [1000, 5000, 15_000];

/** Anyscale, which is Ray as a service: the driver runs as a job there, submitted with the CLI of the user's account. */
export class AnyscaleProvider implements TrainingProvider {
  readonly id = 'anyscale';
  readonly title = 'Anyscale';
  readonly capabilities: Capabilities = {
    methods: ['sft', 'dpo', 'orpo'],
    adapters: ['lora', 'qlora', 'none'],
    resume: true,
    local: false,
    workers: true,
    priced: true,
  };
  readonly #host: ProviderHost;
  readonly #jobs: AnyscaleJobs;
  readonly #options: AnyscaleProviderOptions;

  constructor(host: ProviderHost, options: AnyscaleProviderOptions = {}) {
    this.#host = host;
    this.#jobs = new AnyscaleJobs(new AnyscaleCli(host));
    this.#options = options;
  }

  check(signal?: AbortSignal): Promise<CheckReport> {
    return checkAccount(this.#jobs, this.#host.settings, signal);
  }

  async estimate(work: Work): Promise<Estimate> {
    const { notes, ...figures } = remoteEstimate(work);
    return {
      ...figures,
      notes: [
        'Anyscale bills the machines by the hour, from their start to their end; what they cost is in its console.',
        ...notes,
      ],
    };
  }

  async start(job: Job, signal?: AbortSignal): Promise<Handle> {
    const { driverFolder, settings } = this.#host;
    const packages = await driverPackages(job.spec, driverFolder);
    const looks = this.#options.looks ?? defaultLooks;
    return startJob(this.#jobs, job, { driverFolder, settings, packages, looks }, signal);
  }

  find(job: Job, signal?: AbortSignal): Promise<Handle | 'absent' | 'unknown'> {
    return findJob(this.#jobs, job, signal);
  }

  observe(
    job: Job,
    handle: Handle,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): AsyncIterable<Observation> {
    return followJob({
      job: new AnyscaleJob(this.#jobs, idOf(handle)),
      token: job.token,
      after,
      signal,
      pace: this.#options.pace ?? defaultPace,
    });
  }

  async cancel(_job: Job, handle: Handle, signal?: AbortSignal): Promise<void> {
    const id = idOf(handle);
    try {
      await this.#jobs.terminate(id, signal);
    } catch (error) {
      signal?.throwIfAborted();
      // What has ended can't be ended.
      const status = await this.#jobs.status(id, signal);
      if (status && reportOf(status).stage !== 'ended') {
        throw error;
      }
    }
  }
}

class AnyscaleJob implements RemoteJob {
  readonly #jobs: AnyscaleJobs;
  readonly #id: string;

  constructor(jobs: AnyscaleJobs, id: string) {
    this.#jobs = jobs;
    this.#id = id;
  }

  async report(signal: AbortSignal): Promise<JobReport | 'gone'> {
    const status = await this.#jobs.status(this.#id, signal);
    return status ? reportOf(status) : 'gone';
  }

  log(_ended: boolean, signal: AbortSignal): AsyncIterable<string> {
    return this.#jobs.log(this.#id, signal);
  }
}

/** The ledger lies in a workspace, and anybody may have written it: an id is an id, and no option of the CLI. */
function idOf(handle: Handle): string {
  const id = handle.jobId;
  if (typeof id !== 'string' || !/^[A-Za-z0-9][\w-]*$/.test(id)) {
    throw new ProviderError('The ledger of this run names no job of Anyscale.');
  }
  return id;
}
