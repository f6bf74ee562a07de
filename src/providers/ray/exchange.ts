import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
  /** Bytes of an answer at most; more is an error. */
  readonly limit: number;
}

export interface RayReply {
  readonly status: number;
  readonly text: string;
}

/**
 * One request and its answer, without following redirects. Not `fetch`: it sends `Sec-Fetch-Mode`, by which the dashboard
 * of Ray takes it for a browser, from which it accepts no POST and no PUT (`is_browser_request` in
 * `ray/dashboard/optional_utils.py`, Ray 2.58).
 */
export function exchange(url: string, { method, headers, body, signal, limit }: Exchange): Promise<RayReply> {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? secureRequest : plainRequest)(url, {
      method,
      signal,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      },
    });
    request.once('response', (reply) => {
      read(reply, limit).then((text) => resolve({ status: reply.statusCode ?? 0, text }), reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

async function read(reply: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) {
      throw new Error(`its answer is larger than ${limit / 2 ** 20} MiB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
