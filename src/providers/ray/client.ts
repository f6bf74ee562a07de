import type * as z from 'zod';
import { lastLineOf, RayError } from './error.ts';
import type { RayReply } from './exchange.ts';
import { RayHttp, type RayHttpOptions, refuse, unreachable } from './http.ts';
import {
  type ClusterNodes,
  type JobDetails,
  jobDetails,
  logs,
  nodesOf,
  stopped,
  version,
} from './job-details.ts';
import { HandshakeRefused, textMessages } from './web-socket.ts';

export interface RayClientOptions extends RayHttpOptions {
  /** Told the whole of what people see the last line of. */
  readonly log: (text: string) => void;
}

/** What is sent to `POST /api/jobs/`. */
export interface Submission {
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly entrypoint_num_cpus: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly runtime_env?: Readonly<Record<string, unknown>>;
}

/**
 * The Ray Jobs API, as Ray 2.58 has it (`ray/dashboard/modules/job/job_head.py`, read on 2026-11-24). All calls throw
 * `RayError` with a message for people, and the signal's reason once it is aborted.
 */
export class RayClient {
  readonly #http: RayHttp;
  readonly #log: (text: string) => void;

  constructor(options: RayClientOptions) {
    this.#http = new RayHttp(options);
    this.#log = options.log;
  }

  get base(): string {
    return this.#http.base;
  }

  async version(signal?: AbortSignal): Promise<string> {
    const reply = await this.#http.send('/api/version', { signal, again: true });
    return this.#read(reply, version, 'its version').ray_version;
  }

  /** Undefined where this Ray doesn't tell. */
  async nodes(signal?: AbortSignal): Promise<ClusterNodes | undefined> {
    const reply = await this.#http.send('/nodes?view=summary', { signal });
    try {
      return reply.status === 200 ? nodesOf(JSON.parse(reply.text)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Undefined: the cluster doesn't know the job. `again`: whether an answer is worth some patience. */
  async job(id: string, signal?: AbortSignal, again = true): Promise<JobDetails | undefined> {
    const reply = await this.#http.send(pathOf(id), { signal, again });
    return isUnknownJob(reply) ? undefined : this.#read(reply, jobDetails, `the job ${id}`);
  }

  /**
   * Asking twice for the same `submission_id` starts one job: the cluster keeps the first under that name, in one step
   * (`put_info(overwrite=False)`). So a request that was not answered is sent again. `exists`: the name was taken.
   */
  async submit(submission: Submission, signal?: AbortSignal): Promise<'submitted' | 'exists'> {
    const reply = await this.#http.send('/api/jobs/', {
      method: 'POST',
      json: submission,
      signal,
      timeoutMs: 120_000,
      again: true,
      answered: isTaken,
    });
    if (isTaken(reply)) {
      return 'exists';
    }
    if (reply.status !== 200) {
      throw this.#failed(reply, 'take the job');
    }
    return 'submitted';
  }

  /** False: it had ended already. Undefined: the cluster doesn't know the job. */
  async stop(id: string, signal?: AbortSignal): Promise<boolean | undefined> {
    const reply = await this.#http.send(`${pathOf(id)}/stop`, { method: 'POST', signal, again: true });
    return isUnknownJob(reply) ? undefined : this.#read(reply, stopped, `the end of the job ${id}`).stopped;
  }

  /** The whole log so far. */
  async log(id: string, signal?: AbortSignal): Promise<string> {
    const reply = await this.#http.send(`${pathOf(id)}/logs`, {
      signal,
      timeoutMs: 120_000,
      limit: 512 * 2 ** 20,
    });
    return this.#read(reply, logs, `the log of the job ${id}`).logs;
  }

  /** The log from its beginning, as it grows, until the job ends. May also end early without an error. */
  async *tail(id: string, signal: AbortSignal): AsyncGenerator<string> {
    const headers = await this.#http.headers();
    try {
      yield* textMessages(`${this.base}${pathOf(id)}/logs/tail`, headers, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof HandshakeRefused) {
        refuse({ status: error.status, text: '' }, this.base, 'Authorization' in headers);
        throw new RayError('failed', error.message);
      }
      throw unreachable(this.base, error instanceof Error ? error.message : String(error));
    }
  }

  async hasPackage(name: string, signal?: AbortSignal): Promise<boolean> {
    const reply = await this.#http.send(`/api/packages/gcs/${name}`, { signal, again: true });
    if (reply.status !== 200 && reply.status !== 404) {
      throw this.#failed(reply, 'say whether it has the files already');
    }
    return reply.status === 200;
  }

  async putPackage(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    const reply = await this.#http.send(`/api/packages/gcs/${name}`, {
      method: 'PUT',
      bytes,
      signal,
      timeoutMs: 10 * 60_000,
      again: true,
    });
    if (reply.status !== 200) {
      throw this.#failed(reply, 'take the files of the run');
    }
  }

  #read<Schema extends z.ZodType>(reply: RayReply, schema: Schema, what: string): z.infer<Schema> {
    if (reply.status >= 500) {
      throw this.#failed(reply, `tell ${what}`);
    }
    const parsed = schema.safeParse(reply.status === 200 ? parse(reply.text) : undefined);
    if (!parsed.success) {
      this.#log(`${this.base} answered ${reply.status}: ${reply.text.slice(0, 10_000)}`);
      throw new RayError(
        'not-ray',
        `${this.base} answers (${reply.status}), but not as the dashboard of a Ray cluster does. Is the address right?`,
      );
    }
    return parsed.data;
  }

  #failed(reply: RayReply, what: string): RayError {
    this.#log(`${this.base} answered ${reply.status}: ${reply.text.slice(0, 100_000)}`);
    const why = lastLineOf(reply.text);
    return new RayError(
      'failed',
      `The Ray cluster couldn't ${what} (${reply.status})${why === '' ? '' : `: ${why}`}`,
    );
  }
}

function pathOf(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

/** Not just any 404: a proxy or another server has those too. */
function isUnknownJob({ status, text }: RayReply): boolean {
  return status === 404 && /does not exist/i.test(text);
}

/** 400 where the head itself says it, 500 where it passes on what a node's agent said. */
function isTaken({ status, text }: RayReply): boolean {
  return status >= 400 && /submission_id \S+ already exists/i.test(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
