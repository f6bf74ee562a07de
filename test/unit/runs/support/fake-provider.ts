import { randomUUID } from 'node:crypto';
import { appendFile, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, type Observation, type Seen } from '../../../../src/providers/observation.ts';
import type { Handle, Job, TrainingProvider } from '../../../../src/providers/provider.ts';
import { type Disk, realDisk } from '../../../../src/runs/ledger/disk.ts';

export interface FakeOptions {
  /** What a started job tells, all of it known beforehand; otherwise `say` tells it piece by piece. */
  readonly script?: (job: Pick<Job, 'attempt'>) => readonly Seen[];
  /** Whether it can tell if a job was started. */
  readonly tells?: boolean;
  readonly disk?: Disk;
}

/**
 * A provider whose jobs live in files, and so outlive the process that started them. A job's `claim` is made
 * exclusively, by its start or by who finds that it wasn't started. `asked` has a line for each time a start was asked
 * for, whatever came of it.
 */
export class FakeProvider implements TrainingProvider {
  readonly id = 'trl' as const;
  readonly title = 'The fake provider';
  readonly capabilities = {
    methods: ['sft'],
    adapters: ['lora'],
    resume: true,
    local: true,
    workers: false,
    priced: false,
  } as const;
  readonly remote: string;
  readonly options: FakeOptions;
  readonly #disk: Disk;
  /** Thrown by the next calls, one each. */
  readonly failures: Partial<Record<'start' | 'find' | 'observe' | 'cancel', Error[]>> = {};
  readonly calls: string[] = [];

  constructor(remote: string, options: FakeOptions = {}) {
    this.remote = remote;
    this.options = options;
    this.#disk = options.disk ?? realDisk;
  }

  check(): Promise<never> {
    throw new Error('Not asked for.');
  }

  estimate(): Promise<never> {
    throw new Error('Not asked for.');
  }

  async start(job: Job, signal?: AbortSignal): Promise<Handle> {
    this.#called('start', job);
    signal?.throwIfAborted();
    const folder = this.folder(job.runId, job.attempt);
    await mkdir(folder, { recursive: true });
    await this.#append(path.join(folder, 'asked'), `${job.token}\n`);
    if (!(await this.#claim(folder, { started: job.token }))) {
      const { started } = await this.#claimOf(folder);
      if (started !== job.token) {
        throw new Error('This job was given up before it was started.');
      }
    }
    return { job: `${job.runId}-${job.attempt}` };
  }

  async find(job: Job): Promise<Handle | 'absent' | 'unknown'> {
    this.#called('find', job);
    if (this.options.tells === false) {
      return 'unknown';
    }
    const folder = this.folder(job.runId, job.attempt);
    await mkdir(folder, { recursive: true });
    if (await this.#claim(folder, { abandoned: true })) {
      return 'absent';
    }
    const { started } = await this.#claimOf(folder);
    return started === job.token ? { job: `${job.runId}-${job.attempt}` } : 'absent';
  }

  async *observe(
    job: Job,
    _handle: Handle,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Observation> {
    this.#called('observe', job);
    for (let index = Number(after ?? 0); ; ) {
      const stream = await this.stream(job.runId, job.attempt);
      for (; index < stream.length; index++) {
        const observation = stream[index]!;
        yield observation;
        signal.throwIfAborted();
        if (index % 7 === 0) {
          await delay(0);
        }
        if (observation.type === 'state' && isFinal(observation.state)) {
          return;
        }
      }
      await delay(5, undefined, { signal });
    }
  }

  async cancel(job: Job): Promise<void> {
    this.#called('cancel', job);
    if (!this.options.script && !(await this.stream(job.runId, job.attempt)).some(ends)) {
      await this.say(job, { type: 'state', state: 'cancelled', message: 'It was cancelled.' });
    }
  }

  /** What a job has told so far, whoever listened, with the cursors that `observe` gives. */
  async stream(runId: string, attempt: number): Promise<Observation[]> {
    const told = this.options.script
      ? this.options.script({ attempt })
      : await linesOf(path.join(this.folder(runId, attempt), 'stream'));
    return told.map((seen, index) => ({
      time: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      cursor: String(index + 1),
      ...(seen as Seen),
    }));
  }

  /** A job goes on by itself: it tells more. */
  async say({ runId, attempt }: Pick<Job, 'runId' | 'attempt'>, ...told: readonly Seen[]): Promise<void> {
    for (const seen of told) {
      await appendFile(path.join(this.folder(runId, attempt), 'stream'), `${JSON.stringify(seen)}\n`);
    }
  }

  /** The tokens that a start was asked for with, each as often as it was. */
  async asked(runId: string, attempt: number): Promise<string[]> {
    const text = await readFile(path.join(this.folder(runId, attempt), 'asked'), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  /** Whether a job runs, or ran. */
  async wasStarted(runId: string, attempt: number): Promise<boolean> {
    const claim = await this.#claimOf(this.folder(runId, attempt)).catch(() => ({ started: undefined }));
    return claim.started !== undefined;
  }

  folder(runId: string, attempt: number): string {
    return path.join(this.remote, `${runId}-${attempt}`);
  }

  #called(name: 'start' | 'find' | 'observe' | 'cancel', job: Job): void {
    this.calls.push(`${name} ${job.attempt}`);
    const failure = this.failures[name]?.shift();
    if (failure) {
      throw failure;
    }
  }

  async #append(file: string, text: string): Promise<void> {
    const handle = await this.#disk.open(file, 'a');
    await handle.writeFile(text);
    await handle.close();
  }

  /** Whole or not at all, as what a real job is known by: the name is made by a link. */
  async #claim(folder: string, claim: object): Promise<boolean> {
    await this.#disk.stat(this.remote);
    const temporary = path.join(folder, randomUUID());
    await writeFile(temporary, JSON.stringify(claim));
    try {
      await link(temporary, path.join(folder, 'claim'));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      return false;
    } finally {
      await unlink(temporary);
      await this.#disk.stat(this.remote);
    }
  }

  async #claimOf(folder: string): Promise<{ started?: string }> {
    return JSON.parse(await readFile(path.join(folder, 'claim'), 'utf8'));
  }
}

function ends(observation: Observation): boolean {
  return observation.type === 'state' && isFinal(observation.state);
}

async function linesOf(file: string): Promise<Seen[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Seen);
}
