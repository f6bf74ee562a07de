import * as z from 'zod';
import { ProviderError } from '../provider.ts';
import type { CommandResult } from '../python/command.ts';
import type { AnyscaleCli } from './cli.ts';
import { AnyscaleError } from './failure.ts';

const jobStatus = z.object({ id: z.string(), name: z.string().nullish(), state: z.string() });
export type AnyscaleJobStatus = z.infer<typeof jobStatus>;

/** Sending the files of a job can take long. */
const submitMs = 20 * 60_000;

/** Commands on jobs: `anyscale/commands/job_commands.py`, 0.26.112, read on 2026-11-24. */
export class AnyscaleJobs {
  readonly #cli: AnyscaleCli;

  constructor(cli: AnyscaleCli) {
    this.#cli = cli;
  }

  async version(signal?: AbortSignal): Promise<string> {
    const { stdout, stderr } = await this.#cli.run('tell its version', ['--version'], { signal });
    return /\d+\.\d+\.\d+\S*/.exec(`${stdout}\n${stderr}`)?.[0] ?? 'of an unknown version';
  }

  /** Jobs of exactly this name, archived ones too. Names aren't unique there. */
  async named(name: string, signal?: AbortSignal): Promise<readonly AnyscaleJobStatus[]> {
    const list = await this.#list(['--name', name, '--include-archived', '--max-items', '50'], signal);
    return list.filter((job) => job.name === name);
  }

  /** Throws where the account can't be used. */
  async probe(signal?: AbortSignal): Promise<void> {
    await this.#list(['--max-items', '1'], signal);
  }

  /** Starts a job and gives what the CLI said. Never tried again: each run of this makes a job. */
  submit(configuration: string, signal?: AbortSignal): Promise<CommandResult> {
    return this.#cli.run('take the job', ['job', 'submit', '--config-file', configuration], {
      signal,
      timeoutMs: submitMs,
    });
  }

  /** Undefined: there is no such job. */
  async status(id: string, signal?: AbortSignal): Promise<AnyscaleJobStatus | undefined> {
    try {
      return read(
        jobStatus,
        await this.#cli.json(`tell how the job ${id} stands`, ['job', 'status', '--id', id, '--json'], {
          signal,
        }),
      );
    } catch (error) {
      if (error instanceof AnyscaleError && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async terminate(id: string, signal?: AbortSignal): Promise<void> {
    await this.#cli.run(`end the job ${id}`, ['job', 'terminate', '--id', id], { signal });
  }

  log(id: string, signal: AbortSignal): AsyncIterable<string> {
    return this.#cli.lines(`give the log of the job ${id}`, ['job', 'logs', '--id', id, '--follow'], signal);
  }

  async #list(filter: readonly string[], signal: AbortSignal | undefined): Promise<AnyscaleJobStatus[]> {
    const args = ['job', 'list', '--v2', '--json', '--no-interactive', ...filter];
    return read(z.array(jobStatus), await this.#cli.json('list jobs', args, { signal }));
  }
}

/** The job's id in what `job submit` prints: `Job 'x' submitted, ID: 'prodjob_…'.` */
export function submittedId({ stdout, stderr }: CommandResult): string | undefined {
  return /submitted, ID: '?([A-Za-z0-9_-]+)'?/.exec(`${stdout}\n${stderr}`)?.[1];
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new ProviderError(
      'The `anyscale` program prints something else than was expected. Bring it up to date: `pip install --upgrade anyscale`.',
    );
  }
  return parsed.data;
}
