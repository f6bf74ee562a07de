import { ProviderError } from '../provider.ts';
import type { Resources } from '../spec.ts';

/**
 * Where checkpoints and adapter of a job go. They must outlive the folder that the job runs in, and all its processes
 * must reach them. Throws `ProviderError` where nothing is given, or a path that can't be meant.
 */
export function storagePath({ storagePath: given }: Resources): string {
  if (given === null) {
    throw new ProviderError(
      'Set `training.resources.storagePath`: checkpoints and adapter need a place that all nodes of the cluster reach, as `/mnt/shared/runs` or `s3://bucket/runs`.',
    );
  }
  if (!/^([a-z][a-z0-9+.-]*:\/\/|\/|[A-Za-z]:[\\/]|\\\\)/.test(given)) {
    throw new ProviderError(
      `\`resources.storagePath\` is "${given}": on the cluster there is nothing that it would be relative to. Write a full path, as \`/mnt/shared/runs\`, or an address, as \`s3://bucket/runs\`.`,
    );
  }
  return given;
}

/** Why a job can't be started with this storage; undefined where it can. */
export function storageObstacle(resources: Resources): string | undefined {
  try {
    storagePath(resources);
    return undefined;
  } catch (error) {
    return (error as ProviderError).message;
  }
}

/** What a person should know of where a run's results go, before it starts. */
export function storageNotes(resources: Resources): string[] {
  const given = resources.storagePath;
  if (given === null) {
    return [];
  }
  return given.includes('://')
    ? [`Checkpoints and adapter go to ${given}: the nodes must be allowed to write there.`]
    : [
        `Checkpoints and adapter go to ${given} on the nodes of the cluster: with more than one node it must be a folder that all of them share.`,
      ];
}
