import { setTimeout as delay } from 'node:timers/promises';
import type { RayAddress } from './address.ts';
import { RayError } from './error.ts';
import { exchange, type RayReply } from './exchange.ts';

export interface RayHttpOptions {
  readonly address: RayAddress;
  /** Asked for each request, so that a new token takes effect at once. */
  readonly token: () => Promise<string | undefined>;
  /** Milliseconds before each further try. */
  readonly retryAfter?: readonly number[];
}

export interface RayRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Bytes of an answer at most. */
  readonly limit?: number;
  /** Whether asking twice does no harm: then it is tried again when there is no answer, or none but trouble. */
  readonly again?: boolean;
  /** An answer of 500 and more that says all there is to say. */
  readonly answered?: (reply: RayReply) => boolean;
}

const defaultRetries = [500, 1500, 4000];

/** HTTP to one cluster. The token goes to its address only: redirects are not followed. */
export class RayHttp {
  readonly #options: RayHttpOptions;

  constructor(options: RayHttpOptions) {
    this.#options = options;
  }

  get base(): string {
    return this.#options.address.base;
  }

  /** Any answer but a refusal of the token or a redirect. Throws `RayError`, and the signal's reason once it is aborted. */
  async send(path: string, request: RayRequest = {}): Promise<RayReply> {
    const waits = request.again ? (this.#options.retryAfter ?? defaultRetries) : [];
    for (let attempt = 0; ; attempt++) {
      try {
        const reply = await this.#once(path, request);
        if (reply.status < 500 || attempt >= waits.length || request.answered?.(reply)) {
          return reply;
        }
      } catch (error) {
        const passing = error instanceof RayError && error.kind === 'unreachable';
        if (!passing || attempt >= waits.length) {
          throw error;
        }
      }
      await delay(waits[attempt], undefined, { signal: request.signal }).catch(() =>
        request.signal?.throwIfAborted(),
      );
    }
  }

  async headers(): Promise<Record<string, string>> {
    const token = (await this.#options.token())?.trim();
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  async #once(path: string, request: RayRequest): Promise<RayReply> {
    const { signal, timeoutMs = 30_000, json, bytes } = request;
    signal?.throwIfAborted();
    const headers = await this.headers();
    const timeout = AbortSignal.timeout(timeoutMs);
    let reply: RayReply;
    try {
      reply = await exchange(`${this.base}${path}`, {
        method: request.method ?? 'GET',
        headers: { ...headers, ...(json === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: json === undefined ? bytes : JSON.stringify(json),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        limit: request.limit ?? 16 * 2 ** 20,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw unreachable(
        this.base,
        timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : reason(error),
      );
    }
    refuse(reply, this.base, 'Authorization' in headers);
    return reply;
  }
}

export function unreachable(base: string, why: string): RayError {
  return new RayError(
    'unreachable',
    `The Ray cluster at ${base} can't be reached: ${why}. Is it running, and does its dashboard listen on an address that this machine sees?`,
  );
}

/** Throws for answers that have nothing to do with what was asked. */
export function refuse(reply: RayReply, base: string, withToken: boolean): void {
  const { status } = reply;
  if (status === 401 || status === 403) {
    throw new RayError(
      'unauthorized',
      withToken
        ? `The Ray cluster at ${base} doesn't accept the token (${status}). Set the right one: RAY_AUTH_TOKEN in a terminal, the key of that name in the editor.`
        : `The Ray cluster at ${base} asks for a token (${status}). Set it: RAY_AUTH_TOKEN in a terminal, the key of that name in the editor.`,
    );
  }
  if (status >= 300 && status < 400) {
    throw new RayError(
      'not-ray',
      `${base} sends elsewhere (${status}) instead of answering. Set the address that it leads to, if that is your cluster's dashboard.`,
    );
  }
}

/** "connect ECONNREFUSED 127.0.0.1:8265"; of a name with several addresses, what the first one said. */
function reason(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
