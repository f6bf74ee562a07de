import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Job } from '../provider.ts';
import { ProviderError } from '../provider.ts';
import { attemptFolder, type Distributed, driverSpec } from '../spec-file.ts';

/** A file that goes along with a job. */
export interface JobFile {
  /** Where it lies in the job's working folder, with forward slashes. */
  readonly name: string;
  /** Where it lies here. */
  readonly path: string;
}

/** Writes the attempt's spec and lists what a job elsewhere needs: the driver, the spec and the prepared rows. */
export async function jobFiles(
  job: Job,
  driverFolder: string,
  distributed: Distributed,
): Promise<readonly JobFile[]> {
  const spec = specName(job);
  await mkdir(path.join(job.folder, attemptFolder(job)), { recursive: true });
  await writeFile(
    path.join(job.folder, spec),
    `${JSON.stringify(driverSpec(job, distributed), undefined, 2)}\n`,
  );
  const splits = job.data.validation ? [job.data.train, job.data.validation] : [job.data.train];
  const names = [spec, ...splits.flatMap(({ rows, sources }) => [rows, sources])];
  return [
    ...(await driverFiles(driverFolder)),
    ...names.map((name) => ({ name: name.replaceAll('\\', '/'), path: path.join(job.folder, name) })),
  ];
}

/** What the driver is called with, from the job's working folder. */
export function entrypoint(job: Job): string {
  return `python train.py ${specName(job)}`;
}

function specName(job: Job): string {
  return `${attemptFolder(job)}/spec.json`;
}

/** `train.py` and all modules of `tuneset_driver/`, in a fixed order. */
async function driverFiles(folder: string): Promise<JobFile[]> {
  const entries = await readdir(path.join(folder, 'tuneset_driver'), {
    recursive: true,
    withFileTypes: true,
  }).catch((error: Error) => {
    throw new ProviderError(
      `The driver is missing from this installation of Tuneset (${error.message}). Install it again.`,
    );
  });
  const modules = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return ['train.py', ...modules].map((name) => ({
    name: name.split(path.sep).join('/'),
    path: path.join(folder, name),
  }));
}
