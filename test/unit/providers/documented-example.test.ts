import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isFinal, type Observation } from '../../../src/providers/observation.ts';
import type { Job, ProviderHost, TrainingProvider } from '../../../src/providers/provider.ts';
import { folderWith } from '../cli/harness.ts';
import { spec } from '../cli/training/fakes.ts';

/** The provider in docs/adding-a-provider.md, run against programs that answer as Slurm's do. */

/** Jobs are files `<name>` with their number and state. */
const programs = {
  sbatch: `name=; log=
for word in "$@"; do case $word in
  --job-name=*) name=\${word#*=};;
  --output=*) log=\${word#*=};;
esac; done
id=$(($(ls jobs | wc -l) + 1))
echo "$id RUNNING" > "jobs/$name"
cp driver-output "$log"
echo "$id"`,
  sacct: `format=JobID; name='*'; id=
for word in "$@"; do case $word in
  --format=*) format=\${word#*=};;
  --name=*) name=\${word#*=};;
  --jobs=*) id=\${word#*=};;
esac; done
for file in jobs/*; do
  [ -f "$file" ] || continue
  read -r number state < "$file"
  if [ "$format" = State ]; then [ "$number" = "$id" ] && echo "$state"; else [ "\${file#jobs/}" = "$name" ] && echo "$number"; fi
done
exit 0`,
  scancel: `echo "$@" >> cancelled`,
};

async function slurm(output: string) {
  const folder = await folderWith({ 'driver-output': output, 'run/data/train.jsonl': '' });
  await mkdir(path.join(folder, 'jobs'));
  await mkdir(path.join(folder, 'bin'));
  for (const [name, script] of Object.entries(programs)) {
    const file = path.join(folder, 'bin', name);
    await writeFile(file, `#!/bin/sh\ncd '${folder}'\n${script}\n`);
    await chmod(file, 0o755);
  }
  vi.stubEnv('PATH', `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const job: Job = {
    runId: '20261124-101502-3fa9',
    attempt: 1,
    token: 'f00dfacef00dface',
    folder: path.join(folder, 'run'),
    spec,
    data: { train: { rows: 'data/train.jsonl', sources: 's', count: 1 }, validation: undefined },
    resumeFrom: undefined,
  };
  const host = {
    settings: {},
    driverFolder: path.resolve('python'),
    log: () => {},
  } as unknown as ProviderHost;
  return { folder, job, provider: new (await documented(folder))(host) };
}

/** The class that the page shows, with its imports led to the sources. */
async function documented(folder: string): Promise<new (host: ProviderHost) => TrainingProvider> {
  const page = await readFile('docs/adding-a-provider.md', 'utf8');
  const [, code] = /```ts\n([\s\S]*?)```/.exec(page)!;
  const sources = pathToFileURL(path.resolve('src/providers')).href;
  const file = path.join(folder, 'provider.ts');
  await writeFile(file, code!.replaceAll(/from '\.\.\//g, `from '${sources}/`));
  return (await import(pathToFileURL(file).href)).SlurmProvider;
}

function event(n: number, fields: object): string {
  return `@@FT:f00dfacef00dface ${JSON.stringify({ n, time: '2026-11-24T10:15:02.000Z', ...fields })}\n`;
}

const output = [
  event(1, { type: 'state', state: 'running' }),
  'Loading weights\n',
  event(2, { type: 'checkpoint', step: 5, path: 'output/checkpoint-5' }),
].join('');

async function observed(provider: TrainingProvider, job: Job, after?: string): Promise<Observation[]> {
  const seen: Observation[] = [];
  for await (const one of provider.observe(job, { id: '1' }, after, new AbortController().signal)) {
    seen.push(one);
  }
  return seen;
}

async function enter(folder: string, state: string): Promise<void> {
  await writeFile(path.join(folder, 'jobs', 'tuneset-20261124-101502-3fa9-1-f00dfacef00d'), `1 ${state}\n`);
}

test.skipIf(process.platform === 'win32')(
  'starts a token once, finds it, and refuses what never was',
  async () => {
    const { provider, job } = await slurm(output);
    expect(await provider.start(job)).toEqual({ id: '1' });
    expect(await provider.start(job)).toEqual({ id: '1' });
    expect(await provider.find(job)).toEqual({ id: '1' });
    const other = { ...job, attempt: 2, token: 'another-token' };
    expect(await provider.find(other)).toBe('absent');
    expect(await readFile(path.join(job.folder, 'attempt-2', 'driver.json'), 'utf8')).toContain('abandoned');
  },
);

test.skipIf(process.platform === 'win32')('gives each observation once, from every cursor', async () => {
  const { provider, job, folder } = await slurm(output + event(3, { type: 'state', state: 'succeeded' }));
  await provider.start(job);
  await enter(folder, 'COMPLETED');
  const all = await observed(provider, job);
  expect(all.map(({ type }) => type)).toEqual(['state', 'log', 'checkpoint', 'state']);
  expect(isFinal((all.at(-1) as { state: string }).state)).toBe(true);
  for (const [index, { cursor }] of all.slice(0, -1).entries()) {
    const rest = await observed(provider, job, cursor!);
    expect(rest.map(({ type }) => type)).toEqual(all.slice(index + 1).map(({ type }) => type));
  }
});

test.skipIf(process.platform === 'win32')('a job that died can be resumed from its checkpoint', async () => {
  const { provider, job, folder } = await slurm(output);
  await provider.start(job);
  await enter(folder, 'OUT_OF_MEMORY');
  expect((await observed(provider, job)).at(-1)).toMatchObject({ state: 'failed' });
  await mkdir(path.join(job.folder, 'output', 'checkpoint-5'), { recursive: true });
  expect((await observed(provider, job)).at(-1)).toMatchObject({ state: 'interrupted' });
});

test.skipIf(process.platform === 'win32')('cancels, and believes no handle', async () => {
  const { provider, job, folder } = await slurm(output);
  await provider.cancel(job, await provider.start(job));
  expect(await readFile(path.join(folder, 'cancelled'), 'utf8')).toBe('--state=PENDING 1\n');
  expect(await readFile(path.join(job.folder, 'attempt-1', 'stop'), 'utf8')).toBe('');
  await expect(provider.cancel(job, { id: '1; rm -rf /' })).rejects.toThrow('names no job');
});
