import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderError } from '../provider.ts';
import type { TrainingSpec } from '../spec.ts';

/**
 * What the driver imports, of the versions that it was tried with. The nodes bring Ray themselves, as it is what the job
 * runs in, and torch, as it must fit their GPUs; the rest comes with these.
 */
const libraries = ['transformers', 'trl', 'peft', 'datasets', 'accelerate'];

/** What the nodes are to install before the driver runs, as pip takes it; undefined where they have it all. */
export async function driverPackages(
  spec: TrainingSpec,
  driverFolder: string,
): Promise<readonly string[] | undefined> {
  if (spec.resources.environment !== 'install') {
    return undefined;
  }
  const packages = await pinned(path.join(driverFolder, 'requirements.txt'), libraries);
  return spec.adapter.type === 'qlora'
    ? [...packages, ...(await pinned(path.join(driverFolder, 'requirements-qlora.txt'), ['bitsandbytes']))]
    : packages;
}

/** The versions that a lock file pins: `trl==1.13.0 \`, with hashes below. */
async function pinned(file: string, names: readonly string[]): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ProviderError(`${file} can't be read (${error.message}). Install Tuneset again.`);
  });
  const versions = new Map(
    Array.from(text.matchAll(/^([A-Za-z0-9._-]+)==([A-Za-z0-9.!+_-]+)/gm), ([, name, version]) => [
      name,
      version,
    ]),
  );
  return names.map((name) => {
    const version = versions.get(name);
    if (version === undefined) {
      throw new ProviderError(`${file} says nothing of ${name}. Install Tuneset again.`);
    }
    return `${name}==${version}`;
  });
}
