import { createHash } from 'node:crypto';
import { ProviderError } from '../provider.ts';
import type { JobFile } from '../remote/job-files.ts';
import type { RayClient } from './client.ts';
import { TooLarge, zipFiles } from './zip.ts';

/** What the dashboard takes in one request: `DASHBOARD_CLIENT_MAX_SIZE` in `ray/_private/ray_constants.py`, Ray 2.58. */
const largest = 100 * 2 ** 20;

/** Sends a job's files to the cluster, unless it has them, and says by which address the job finds them. */
export async function uploadPackage(
  client: RayClient,
  files: readonly JobFile[],
  signal?: AbortSignal,
): Promise<string> {
  const bytes = await zipFiles(files, largest, signal).catch((error) => {
    throw error instanceof TooLarge
      ? new ProviderError(
          `The rows of this run take more than ${largest / 2 ** 20} MiB even when compressed, and a Ray cluster takes no more along with a job. Train on fewer rows.`,
        )
      : error;
  });
  // Named by content: a package that is there need not be sent again.
  const name = `_ray_pkg_${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.zip`;
  if (!(await client.hasPackage(name, signal))) {
    await client.putPackage(name, bytes, signal);
  }
  return `gcs://${name}`;
}
