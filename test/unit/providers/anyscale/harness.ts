import { chmod, cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { AnyscaleProvider } from '../../../../src/providers/anyscale/provider.ts';
import type { Job, ProviderSettings } from '../../../../src/providers/provider.ts';
import { job as jobIn } from '../jobs.ts';
import { callsOf, type FakeState, type Fault, readState, writeState } from './fake-cli.ts';

/** A stand-in for the CLI, a provider that runs it, and the folder of a run; fresh for each test. */
export interface Bench {
  readonly provider: AnyscaleProvider;
  readonly job: Job;
  readonly settings: { -readonly [Key in keyof ProviderSettings]: ProviderSettings[Key] };
  readonly secrets: Map<string, string>;
  readonly env: Record<string, string>;
  state(): FakeState;
  change(how: (state: FakeState) => void): void;
  fault(...faults: Fault[]): void;
  print(text: string): void;
  calls(command: string): { args: string[]; env: Record<string, string>; pid: number }[];
}

export function useBench(): () => Bench {
  let folder: string;
  let bench: Bench;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tuneset-anyscale-')));
    writeState(folder, { jobs: [], faults: [] });
    const settings = { anyscale: await executable(folder) };
    const secrets = new Map<string, string>();
    const env: Record<string, string> = { PATH: process.env.PATH ?? '' };
    const driverFolder = path.join(folder, 'driver');
    await cp(path.join(import.meta.dirname, '../remote/driver'), driverFolder, { recursive: true });
    const provider = new AnyscaleProvider(
      {
        env,
        secret: async (name) => secrets.get(name),
        cacheFolder: path.join(folder, 'cache'),
        driverFolder,
        settings,
        log: () => {},
      },
      { pace: { report: 50, log: 20, grace: 5000 }, looks: [1, 1] },
    );
    const base = jobIn(path.join(folder, 'run'));
    const resources = {
      workers: 2,
      gpusPerWorker: 1,
      cpusPerWorker: 4,
      storagePath: 's3://bucket/runs',
      environment: 'cluster' as const,
    };
    const job = { ...base, spec: { ...base.spec, resources } };
    await mkdir(path.join(job.folder, 'data'), { recursive: true });
    await writeFile(path.join(job.folder, 'data', 'train.jsonl'), '{"messages":[]}\n');
    await writeFile(path.join(job.folder, 'data', 'train.sources.jsonl'), '["a.jsonl",1,"x"]\n');
    const change = (how: (state: FakeState) => void): void => {
      const state = readState(folder);
      how(state);
      writeState(folder, state);
    };
    bench = {
      provider,
      job,
      settings,
      secrets,
      env,
      state: () => readState(folder),
      change,
      fault: (...faults) => change((state) => state.faults.push(...faults)),
      print: (text) =>
        change(({ jobs }) => {
          jobs[0]!.log += text;
        }),
      calls: (command) => callsOf(folder).filter(({ args }) => args.join(' ').startsWith(command)),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => bench;
}

/** A program that runs the stand-in on its own folder. */
async function executable(folder: string): Promise<string> {
  const program = path.join(folder, 'anyscale.mjs');
  const module = pathToFileURL(path.join(import.meta.dirname, 'fake-cli.ts')).href;
  await writeFile(
    program,
    `#!${process.execPath}\nimport { main } from ${JSON.stringify(module)};\nprocess.exitCode = await main(${JSON.stringify(folder)}, process.argv.slice(2));\n`,
  );
  await chmod(program, 0o755);
  return program;
}
