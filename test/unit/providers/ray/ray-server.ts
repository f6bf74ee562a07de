import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerSocket } from './web-socket-server.ts';

/** A job as the stand-in keeps it, with what `GET /api/jobs/<id>` says of it. */
export interface ServedJob {
  status: string;
  message: string | null;
  error_type: string | null;
  driver_exit_code: number | null;
  metadata: Record<string, string> | null;
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly runtime_env: Record<string, unknown> | null;
  log: string;
}

/** What is done to requests before they are answered as they should be; the first that fits is used up. */
export interface Fault {
  readonly on: RegExp;
  readonly times?: number;
  /** Instead of the proper answer. */
  readonly reply?: {
    readonly status: number;
    readonly text: string;
    readonly headers?: Record<string, string>;
  };
  /** The request does what it does, and its answer is lost. */
  readonly loseAnswer?: boolean;
  /** The connection ends before anything is done. */
  readonly cut?: boolean;
}

/**
 * A stand-in for the dashboard of a Ray cluster: the Jobs API with its state and its plain-text errors, as measured on
 * Ray 2.58. Errors of the agent come wrapped in a traceback with status 500, a WebSocket's backlog comes first.
 */
export class RayServer {
  readonly jobs = new Map<string, ServedJob>();
  readonly packages = new Map<string, Buffer>();
  readonly requests: { readonly line: string; readonly authorization: string | undefined }[] = [];
  readonly faults: Fault[] = [];
  readonly sockets = new Set<ServerSocket>();
  token: string | undefined;
  nodes: unknown = nodeSummary([{ CPU: 2 }, { CPU: 2 }]);
  /** Whether a proxy in between knows no WebSockets. */
  plainOnly = false;
  readonly #server: Server;
  readonly #watchers = new Map<ServerSocket, { id: string; sent: number }>();
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket) => {
      this.#note(request);
      const refusal = this.#refusal(request);
      const id = /^\/api\/jobs\/(.+)\/logs\/tail$/.exec(request.url!)?.[1];
      if (refusal || this.plainOnly || !id || !this.jobs.has(id)) {
        socket.end(`HTTP/1.1 ${refusal?.status ?? 404} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        return;
      }
      const webSocket = new ServerSocket(request, socket);
      this.sockets.add(webSocket);
      this.#watchers.set(webSocket, { id, sent: 0 });
      socket.on('close', () => {
        this.sockets.delete(webSocket);
        this.#watchers.delete(webSocket);
      });
      this.#serveTails();
    });
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends the cluster, or only takes it off the network: the port can be taken again. */
  async stop(): Promise<void> {
    this.cutTails();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  job(id = '20261124-101502-3fa9-1'): ServedJob {
    return this.jobs.get(id)!;
  }

  asked(line: RegExp): number {
    return this.requests.filter((request) => line.test(request.line)).length;
  }

  /** What the job's driver prints. */
  print(text: string, id?: string): void {
    this.job(id).log += text;
    this.#serveTails();
  }

  /** The job changes, and those who follow its log are told if it has ended. */
  set(changes: Partial<ServedJob>, id?: string): void {
    Object.assign(this.job(id), changes);
    this.#serveTails();
  }

  cutTails(): void {
    for (const { socket } of this.sockets) {
      socket.destroy();
    }
  }

  #serveTails(): void {
    for (const [webSocket, watcher] of this.#watchers) {
      const job = this.jobs.get(watcher.id)!;
      if (job.log.length > watcher.sent) {
        webSocket.text(job.log.slice(watcher.sent));
        watcher.sent = job.log.length;
      }
      if (isTerminal(job.status)) {
        this.#watchers.delete(webSocket);
        webSocket.close();
      }
    }
  }

  #note(request: IncomingMessage): void {
    const { authorization } = request.headers;
    this.requests.push({ line: `${request.method} ${request.url}`, authorization });
  }

  #refusal({ headers }: IncomingMessage): { status: number; text: string } | undefined {
    if (this.token === undefined || headers.authorization === `Bearer ${this.token}`) {
      return undefined;
    }
    return headers.authorization === undefined
      ? { status: 401, text: 'Unauthorized: Missing authentication token' }
      : { status: 403, text: 'Forbidden: Invalid authentication token' };
  }

  #fault(line: string): Fault | undefined {
    const index = this.faults.findIndex(({ on }) => on.test(line));
    const fault = this.faults[index];
    if (fault) {
      const times = (fault.times ?? 1) - 1;
      this.faults.splice(index, 1, ...(times > 0 ? [{ ...fault, times }] : []));
    }
    return fault;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#note(request);
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const line = `${request.method} ${request.url}`;
    const fault = this.#fault(line);
    if (fault?.cut) {
      request.socket.destroy();
      return;
    }
    const reply =
      fault?.reply ??
      this.#refusal(request) ??
      this.#browser(request) ??
      this.#reply(line, Buffer.concat(chunks));
    if (fault?.loseAnswer) {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, 'headers' in reply ? reply.headers : {});
    response.end(reply.text);
  }

  /** The dashboard's guard against web pages. */
  #browser({ method, headers }: IncomingMessage): { status: number; text: string } | undefined {
    const telling = ['origin', 'referer', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site'];
    return method !== 'GET' && telling.some((name) => name in headers)
      ? { status: 405, text: `'${method}' method not allowed for browser traffic.` }
      : undefined;
  }

  #reply(line: string, body: Buffer): { status: number; text: string } {
    const [, method, path, rest] = /^(\S+) (\/api\/jobs\/|[^?]*)([^?]*)/.exec(line)!;
    if (line === 'GET /api/version') {
      return json({ version: '4', ray_version: '2.58.0', ray_commit: 'abc', session_name: 's' });
    }
    if (path === '/nodes') {
      return json(this.nodes);
    }
    const name = /^\/api\/packages\/gcs\/(.+)$/.exec(path!)?.[1];
    if (name) {
      return this.#package(method!, name, body);
    }
    if (method === 'POST' && rest === '') {
      return this.#submit(JSON.parse(body.toString()));
    }
    const [id, action] = rest!.split('/');
    const job = this.jobs.get(id!);
    if (!job) {
      return { status: 404, text: `Job ${id} does not exist` };
    }
    if (action === 'logs') {
      return json({ logs: job.log });
    }
    if (action === 'stop') {
      const stopped = !isTerminal(job.status);
      if (stopped) {
        this.set({ status: 'STOPPED', message: 'Job was intentionally stopped.' }, id);
      }
      return json({ stopped });
    }
    return json({ type: 'SUBMISSION', job_id: null, ...job, log: undefined });
  }

  #package(method: string, name: string, body: Buffer): { status: number; text: string } {
    if (method === 'PUT') {
      this.packages.set(name, body);
      return { status: 200, text: '' };
    }
    return this.packages.has(name)
      ? { status: 200, text: '' }
      : { status: 404, text: `Package gcs://${name} does not exist` };
  }

  #submit(asked: Record<string, unknown>): { status: number; text: string } {
    const id = asked.submission_id as string;
    if (this.jobs.has(id)) {
      const reason = `ValueError: Job with submission_id ${id} already exists. Please use a different submission_id.`;
      return { status: 500, text: traceback(`Request failed with status code 400: ${traceback(reason)}\n.`) };
    }
    this.jobs.set(id, {
      status: 'PENDING',
      message: 'Job has not started yet.',
      error_type: null,
      driver_exit_code: null,
      metadata: asked.metadata as Record<string, string>,
      submission_id: id,
      entrypoint: asked.entrypoint as string,
      runtime_env: (asked.runtime_env as Record<string, unknown>) ?? null,
      log: '',
    });
    return json({ job_id: id, submission_id: id });
  }
}

export function traceback(last: string): string {
  return `Traceback (most recent call last):\n  File "ray/dashboard/modules/job/job_head.py", line 407, in submit_job\n    resp = await f()\n${last}`;
}

export function nodeSummary(nodes: readonly Record<string, number>[]): unknown {
  return {
    result: true,
    msg: 'Node summary fetched.',
    data: {
      summary: nodes.map((resourcesTotal, index) => ({
        raylet: { state: 'ALIVE', isHeadNode: index === 0, resourcesTotal },
      })),
    },
  };
}

function isTerminal(status: string): boolean {
  return ['STOPPED', 'SUCCEEDED', 'FAILED'].includes(status);
}

function json(value: unknown): { status: number; text: string } {
  return { status: 200, text: JSON.stringify(value) };
}
