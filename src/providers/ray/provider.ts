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
import type { Resources } from '../spec.ts';
import { type RayAddress, rayAddress } from './address.ts';
import { checkCluster } from './check.ts';
import { RayClient } from './client.ts';
import { RayJob } from './remote.ts';
import { roomNotes } from './room.ts';
import { findJob, startJob } from './start.ts';
import { submissionId } from './submission.ts';

export interface RayProviderOptions {
  readonly pace?: Pace;
  /** Milliseconds before each further try of a request that does no harm twice. */
  readonly retryAfter?: readonly number[];
}

const defaultPace: Pace = { report: 2000, log: 1000, grace: 30_000 };

/** A Ray cluster that is there: the driver runs as a job of its Jobs API, and trains with Ray Train on its nodes. */
export class RayProvider implements TrainingProvider {
  readonly id = 'ray';
  readonly title = 'Ray cluster';
  readonly capabilities: Capabilities = {
    methods: ['sft', 'dpo', 'orpo'],
    adapters: ['lora', 'qlora', 'none'],
    resume: true,
    local: false,
    workers: true,
    priced: false,
  };
  readonly #host: ProviderHost;
  readonly #options: RayProviderOptions;

  constructor(host: ProviderHost, options: RayProviderOptions = {}) {
    this.#host = host;
    this.#options = options;
  }

  async check(signal?: AbortSignal): Promise<CheckReport> {
    const token = await this.#token();
    return checkCluster(() => this.#connect(), Boolean(token), signal);
  }

  async estimate(work: Work, signal?: AbortSignal): Promise<Estimate> {
    const estimate = remoteEstimate(work);
    return {
      ...estimate,
      notes: [...(await this.#roomNotes(work.spec.resources, signal)), ...estimate.notes],
    };
  }

  async start(job: Job, signal?: AbortSignal): Promise<Handle> {
    const { driverFolder } = this.#host;
    const packages = await driverPackages(job.spec, driverFolder);
    return startJob(this.#connect().client, job, { driverFolder, packages }, signal);
  }

  async find(job: Job, signal?: AbortSignal): Promise<Handle | 'absent' | 'unknown'> {
    return findJob(() => this.#connect().client, job, signal);
  }

  observe(
    job: Job,
    handle: Handle,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): AsyncIterable<Observation> {
    return followJob({
      job: new RayJob(this.#clientOf(handle), submissionId(job)),
      token: job.token,
      after,
      signal,
      pace: this.#options.pace ?? defaultPace,
    });
  }

  async cancel(job: Job, handle: Handle, signal?: AbortSignal): Promise<void> {
    await this.#clientOf(handle).stop(submissionId(job), signal);
  }

  /**
   * The cluster that a run was started on, if it is the one that is set. What a ledger says is not enough to send
   * anything there: it lies in a workspace, and anybody may have written it.
   */
  #clientOf(handle: Handle): RayClient {
    const { client } = this.#connect();
    if (handle.address !== client.base) {
      throw new ProviderError(
        `This run was started on ${handle.address}, and the address that is set is ${client.base}. Set it back to follow the run.`,
      );
    }
    return client;
  }

  /** Whether the cluster has what a run asks for; nothing where it can't be asked: `check` tells that. */
  async #roomNotes(resources: Resources, signal: AbortSignal | undefined): Promise<string[]> {
    try {
      const nodes = await this.#connect().client.nodes(signal);
      return nodes ? roomNotes(resources, nodes) : [];
    } catch {
      signal?.throwIfAborted();
      return [];
    }
  }

  #connect(): { client: RayClient; address: RayAddress } {
    const address = rayAddress(this.#host);
    const client = new RayClient({
      address,
      token: () => this.#token(),
      log: this.#host.log,
      ...(this.#options.retryAfter ? { retryAfter: this.#options.retryAfter } : {}),
    });
    return { client, address };
  }

  #token(): Promise<string | undefined> {
    return this.#host.secret('RAY_AUTH_TOKEN');
  }
}
