import { constants, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Job, ProviderSettings } from '../provider.ts';
import { entrypoint, type JobFile } from '../remote/job-files.ts';
import { attemptFolder } from '../spec-file.ts';

/** What a job is called there: it is found by this again. */
export function jobName(job: Job): string {
  return `tuneset-${job.runId}-${job.attempt}`;
}

/**
 * Lays out the folder that Anyscale uploads, and writes the configuration of the job beside it. Gives the path of the
 * configuration.
 */
export async function stage(
  job: Job,
  files: readonly JobFile[],
  settings: ProviderSettings,
  packages: readonly string[] | undefined,
): Promise<string> {
  const attempt = path.join(job.folder, attemptFolder(job));
  const folder = path.join(attempt, 'package');
  await rm(folder, { recursive: true, force: true });
  for (const file of files) {
    const target = path.join(folder, ...file.name.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file.path, target, constants.COPYFILE_FICLONE);
  }
  const configuration = path.join(attempt, 'anyscale.yaml');
  const { anyscaleComputeConfig, anyscaleImage } = settings;
  await writeFile(
    configuration,
    // JSON is YAML.
    `${JSON.stringify(
      {
        name: jobName(job),
        entrypoint: entrypoint(job),
        working_dir: folder,
        // A second try would begin from the start, unseen.
        max_retries: 0,
        ...(anyscaleComputeConfig ? { compute_config: anyscaleComputeConfig } : {}),
        ...(anyscaleImage ? { image_uri: anyscaleImage } : {}),
        ...(packages ? { requirements: packages } : {}),
      },
      undefined,
      2,
    )}\n`,
  );
  return configuration;
}

/** Once the files are sent they are of no more use. */
export async function unstage(job: Job): Promise<void> {
  await rm(path.join(job.folder, attemptFolder(job), 'package'), { recursive: true, force: true });
}
