import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, vi } from 'vitest';
import type { Observation } from '../../../../src/providers/observation.ts';
import type { Handle, Job, ProviderHost } from '../../../../src/providers/provider.ts';
import { type TrlOptions, TrlProvider } from '../../../../src/providers/trl/provider.ts';
import { job, spec } from '../jobs.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tuneset-trl-')));
const started = new Set<number>();
let runs = 0;

afterAll(() => {
  for (const pid of started) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** A Python that is Node.js, and a driver folder whose `train.py` is the stand-in. */
function installation(): { python: string; driverFolder: string } {
  const driverFolder = path.join(folder, 'driver');
  const python = path.join(folder, 'python');
  mkdirSync(driverFolder, { recursive: true });
  copyFileSync(path.join(import.meta.dirname, 'stand-in', 'driver.cjs'), path.join(driverFolder, 'train.py'));
  for (const name of ['requirements.txt', 'requirements-qlora.txt', 'requirements-torch.txt']) {
    writeFileSync(path.join(driverFolder, name), '');
  }
  // Called as: python -u train.py attempt-1/spec.json
  writeFileSync(python, `#!/bin/sh\nshift\nexec "${process.execPath}" "$@"\n`);
  chmodSync(python, 0o755);
  return { python, driverFolder };
}

const { python, driverFolder } = installation();

export function host(changes: Partial<ProviderHost> = {}): ProviderHost {
  return {
    env: { PATH: process.env.PATH },
    secret: async () => undefined,
    cacheFolder: path.join(folder, 'cache'),
    driverFolder,
    settings: { environment: python },
    log: () => {},
    ...changes,
  };
}

export function provider(options: TrlOptions = {}, changes: Partial<ProviderHost> = {}): TrlProvider {
  return new TrlProvider(host(changes), {
    pollMs: 10,
    staleMs: 500,
    againMs: 300,
    graceMs: 15_000,
    ...options,
  });
}

/** A new run's first start, by a stand-in that does what the words say. */
export function newJob(words: string, changes: Partial<Job> = {}): Job {
  const run = path.join(folder, `run-${++runs}`);
  mkdirSync(run);
  return job(run, { token: `token${runs}`, spec: spec({ baseModel: words }), ...changes });
}

/** Ended with the tests, whatever they did with it. */
export function remember(handle: Handle): Handle {
  started.add(Number(handle.pid));
  return handle;
}

/** Observes until the end, or until `enough` says so. */
export async function watch(
  from: TrlProvider,
  run: Job,
  handle: Handle,
  options: { after?: string | undefined; enough?: (seen: readonly Observation[]) => boolean } = {},
): Promise<Observation[]> {
  const over = new AbortController();
  const seen: Observation[] = [];
  for await (const observation of from.observe(run, handle, options.after, over.signal)) {
    seen.push(observation);
    if (options.enough?.(seen)) {
      over.abort();
    }
  }
  return seen;
}

export function told(seen: readonly Observation[]): string[] {
  return seen.map((one) => {
    switch (one.type) {
      case 'state':
        return one.state;
      case 'metric':
      case 'checkpoint':
        return `${one.type} ${one.step}`;
      case 'log':
        return one.text;
      default:
        return one.type;
    }
  });
}

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function gone(pid: number): Promise<void> {
  await vi.waitFor(
    () => {
      if (lives(pid)) {
        throw new Error(`${pid} still lives`);
      }
    },
    { timeout: 10_000, interval: 20 },
  );
}
