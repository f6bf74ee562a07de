import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { testEnvironment } from '../support/environment.ts';

/** A Ray cluster of two nodes with one CPU each on this machine; it ends with this process, however that ends. */
export class Cluster {
  readonly address: string;
  /** What it asks for. */
  readonly token: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, address: string, token: string) {
    this.#process = process;
    this.token = token;
    this.address = address;
  }

  static async start(): Promise<Cluster> {
    const python = process.env.TUNESET_TEST_RAY_PYTHON;
    if (!python) {
      throw new Error('TUNESET_TEST_RAY_PYTHON is not set: see CONTRIBUTING.md on the tests that train.');
    }
    const token = randomBytes(32).toString('hex');
    const child = spawn(python, [join(import.meta.dirname, 'cluster.py')], {
      env: { ...testEnvironment(), RAY_AUTH_TOKEN: token },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) {
      throw new Error(`The cluster did not start.\n${complaints}`);
    }
    return new Cluster(child, (JSON.parse(first.value) as { address: string }).address, token);
  }

  async stop(): Promise<void> {
    const closed = once(this.#process, 'close');
    this.#process.stdin?.end();
    await closed;
  }

  /** How Ray itself says that a job stands. */
  async job(id: string): Promise<{ status: string; driver_exit_code: number | null }> {
    return this.#get(`/api/jobs/${id}`);
  }

  /** Jobs that were submitted, of those that there are. */
  async submitted(): Promise<string[]> {
    const jobs = await this.#get<{ type: string; submission_id: string }[]>('/api/jobs/');
    return jobs.filter(({ type }) => type === 'SUBMISSION').map(({ submission_id }) => submission_id);
  }

  /** Nodes on which workers of Ray Train live now. */
  async trainingNodes(): Promise<Set<string>> {
    const { data } = await this.#get<{
      data: { result: { result: { class_name: string; node_id: string }[] } };
    }>('/api/v0/actors?filter_keys=state&filter_predicates=%3D&filter_values=ALIVE');
    const workers = data.result.result.filter(({ class_name }) => /RayTrainWorker/.test(class_name));
    return new Set(workers.map(({ node_id }) => node_id));
  }

  /** Processes of this cluster that drive or train. */
  async trainingProcesses(): Promise<string[]> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='], {
      maxBuffer: 64 * 1024 * 1024,
    });
    const processes = stdout.split('\n').flatMap((line) => {
      const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3]! }] : [];
    });
    const family = new Set([this.#process.pid!]);
    for (let size = 0; size !== family.size; ) {
      size = family.size;
      for (const { pid, parent } of processes) {
        if (family.has(parent)) {
          family.add(pid);
        }
      }
    }
    return processes
      .filter(
        ({ pid, args }) => family.has(pid) && /train\.py|RayTrainWorker|TrainController|Mailbox/.test(args),
      )
      .map(({ args }) => args);
  }

  async #get<T>(path: string): Promise<T> {
    const reply = await fetch(`${this.address}${path}`, {
      headers: { Authorization: `Bearer ${this.token}` },
    });
    return (await reply.json()) as T;
  }
}
