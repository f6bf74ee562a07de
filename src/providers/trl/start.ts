import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killTree } from '../processes.ts';
import { type Handle, type Job, ProviderError } from '../provider.ts';
import { driverSpec } from '../spec-file.ts';
import { writeWhole } from '../whole-file.ts';
import { type AttemptFiles, attemptFiles } from './attempt.ts';
import type { Children } from './children.ts';
import { type Claim, readClaim } from './claim.ts';

export interface StartOptions {
  readonly job: Job;
  /** The environment's Python. */
  readonly python: string;
  /** The folder that holds `train.py`. */
  readonly driverFolder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly children: Children;
  readonly signal?: AbortSignal | undefined;
  /** How long the driver may take to say that it is there: the start of Python, from a slow disk with a virus scanner. */
  readonly claimMs?: number;
}

const pollMs = 25;

/** Starts the driver, and returns once it has taken the attempt: from then on it needs nobody. */
export async function start(options: StartOptions): Promise<Handle> {
  const { job, signal } = options;
  const files = attemptFiles(job);
  signal?.throwIfAborted();
  await mkdir(files.folder, { recursive: true });
  const before = await readClaim(files.claim, signal);
  if (before) {
    return handleOf(before);
  }
  await writeWhole(files.spec, `${JSON.stringify(driverSpec(job), undefined, 2)}\n`);
  const child = await launch(options, files);
  options.children.watch(job.token, child);
  try {
    return handleOf(await claimed(child, files, options));
  } catch (error) {
    // Nobody would ever look after it.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      await killTree(child.pid);
    }
    throw error;
  }
}

/** How a started driver is found again. Throws `ProviderError` where the attempt was given up. */
export function handleOf(claim: Claim): Handle {
  if (claim.by === 'nobody') {
    throw new ProviderError(
      'This start was given up before the training process began. Start the run again.',
    );
  }
  return { pid: claim.pid, started: claim.started, host: hostname() };
}

/** Not a child to wait for: its own session, its output in a file, and nothing that ends it with us. */
async function launch(
  { job, python, driverFolder, env }: StartOptions,
  files: AttemptFiles,
): Promise<ChildProcess> {
  const log = await open(files.log, 'a');
  try {
    const spec = path.posix.join(path.basename(files.folder), path.basename(files.spec));
    const child = spawn(python, ['-u', path.join(driverFolder, 'train.py'), spec], {
      cwd: job.folder,
      env: { ...env, PYTHONUNBUFFERED: '1' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    // Later ones are of no use to anybody: whether it lives is seen by its claim.
    child.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(
          new ProviderError(`The training process could not be started with ${python}: ${error.message}.`),
        ),
      );
    });
    return child;
  } finally {
    await log.close();
  }
}

async function claimed(child: ChildProcess, files: AttemptFiles, options: StartOptions): Promise<Claim> {
  const until = performance.now() + (options.claimMs ?? 120_000);
  for (;;) {
    options.signal?.throwIfAborted();
    const over = child.exitCode !== null || child.signalCode !== null;
    const claim = await readClaim(files.claim, options.signal);
    if (claim) {
      return claim;
    }
    if (over) {
      const how = child.exitCode === null ? child.signalCode : `exit code ${child.exitCode}`;
      throw new ProviderError(`The training process ended at once with ${how}.${await lastLines(files.log)}`);
    }
    if (performance.now() > until) {
      throw new ProviderError(`The training process gave no sign of life.${await lastLines(files.log)}`);
    }
    await sleep(pollMs, undefined, { signal: options.signal }).catch(() => {});
  }
}

async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.trim().split(/\r?\n/).slice(-12).join('\n').slice(-3000);
  return lines === '' ? ` It printed nothing; its log is ${log}.` : `\n\n${lines}`;
}
