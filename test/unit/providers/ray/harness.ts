import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Observation } from '../../../../src/providers/observation.ts';
import type { Handle, Job, ProviderHost } from '../../../../src/providers/provider.ts';
import { RayProvider } from '../../../../src/providers/ray/provider.ts';
import { job as jobIn } from '../jobs.ts';
import { RayServer } from './ray-server.ts';

/** A stand-in cluster, a provider that knows it, and the folder of a run; fresh for each test. */
export interface Bench {
  readonly server: RayServer;
  readonly provider: RayProvider;
  readonly folder: string;
  readonly job: Job;
  readonly settings: { rayAddress: string };
  readonly secrets: Map<string, string>;
  readonly logged: string[];
}

export function useBench(): () => Bench {
  let bench: Bench;
  beforeEach(async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tuneset-ray-')));
    const server = new RayServer();
    await server.start();
    const settings = { rayAddress: server.address };
    const secrets = new Map<string, string>();
    const logged: string[] = [];
    const host: ProviderHost = {
      env: {},
      secret: async (name) => secrets.get(name),
      cacheFolder: path.join(folder, 'cache'),
      driverFolder: path.join(folder, 'driver'),
      settings,
      log: (text) => logged.push(text),
    };
    const provider = new RayProvider(host, {
      pace: { report: 5, log: 2, grace: 2000 },
      retryAfter: [1, 1],
    });
    const job = jobIn(path.join(folder, 'run'), {
      spec: {
        ...jobIn('').spec,
        resources: {
          workers: 2,
          gpusPerWorker: 0,
          cpusPerWorker: 1,
          storagePath: '/mnt/runs',
          environment: 'cluster',
        },
      },
    });
    await layOut(job.folder, host.driverFolder);
    bench = { server, provider, folder, job, settings, secrets, logged };
  });
  afterEach(async () => {
    await bench.server.stop();
    await rm(bench.folder, { recursive: true, force: true });
  });
  return () => bench;
}

/** A run's prepared rows, and a driver that is never run here. */
async function layOut(run: string, driver: string): Promise<void> {
  await mkdir(path.join(run, 'data'), { recursive: true });
  await writeFile(path.join(run, 'data', 'train.jsonl'), '{"messages":[]}\n'.repeat(4));
  await writeFile(path.join(run, 'data', 'train.sources.jsonl'), '["a.jsonl",1,"x"]\n'.repeat(4));
  await cp(path.join(import.meta.dirname, '../remote/driver'), driver, { recursive: true });
}

/** All that is seen until the run has ended. */
export async function watch(
  provider: RayProvider,
  job: Job,
  handle: Handle,
  options: {
    after?: string;
    until?: (seen: Observation) => boolean;
    onSeen?: (seen: Observation) => void;
  } = {},
): Promise<Observation[]> {
  const all: Observation[] = [];
  const end = new AbortController();
  try {
    for await (const seen of provider.observe(job, handle, options.after, end.signal)) {
      all.push(seen);
      options.onSeen?.(seen);
      if (options.until?.(seen)) {
        break;
      }
    }
  } finally {
    end.abort();
  }
  return all;
}
