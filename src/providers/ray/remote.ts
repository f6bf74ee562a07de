import type { JobReport, RemoteJob } from '../remote/remote-job.ts';
import type { RayClient } from './client.ts';
import { RayError } from './error.ts';
import { reportOf } from './states.ts';

/** Tries to follow the log that may bring nothing before it is asked for as a whole instead. */
const patience = 2;

/** A job of a cluster, to be followed. */
export class RayJob implements RemoteJob {
  readonly #client: RayClient;
  readonly #id: string;
  #fruitless = 0;

  constructor(client: RayClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  async report(signal: AbortSignal): Promise<JobReport | 'gone'> {
    const job = await this.#client.job(this.#id, signal, false);
    return job ? reportOf(job) : 'gone';
  }

  /** Over the WebSocket while the job runs; as a whole once it has ended, and where a proxy lets no WebSocket through. */
  async *log(ended: boolean, signal: AbortSignal): AsyncGenerator<string> {
    if (ended || this.#fruitless >= patience) {
      yield await this.#client.log(this.#id, signal);
      return;
    }
    try {
      for await (const text of this.#client.tail(this.#id, signal)) {
        this.#fruitless = 0;
        yield text;
      }
    } catch (error) {
      // Only where the cluster is there, and yet the log is not.
      if (error instanceof RayError && error.kind === 'failed') {
        this.#fruitless++;
      }
      throw error;
    }
  }
}
