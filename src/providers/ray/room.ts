import type { Resources } from '../spec.ts';
import type { ClusterNodes } from './job-details.ts';

/** What a person should know where a cluster has less than a run asks for: Ray waits then, and says little. */
export function roomNotes(resources: Resources, nodes: ClusterNodes): string[] {
  const { workers, gpusPerWorker, cpusPerWorker } = resources;
  return [
    lack('GPU', workers * gpusPerWorker, nodes.gpus, 'resources.gpusPerWorker'),
    lack('CPU', workers * cpusPerWorker, nodes.cpus, 'resources.cpusPerWorker'),
  ].filter((note) => note !== undefined);
}

function lack(what: string, asked: number, there: number, setting: string): string | undefined {
  return asked <= there
    ? undefined
    : `The run asks for ${asked} ${what}s in all, and the nodes have ${there} now: it waits until nodes are added. Ask for less with \`${setting}\` or \`resources.workers\`.`;
}
