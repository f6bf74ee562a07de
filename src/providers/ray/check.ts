import { type CheckItem, type CheckReport, ProviderError } from '../provider.ts';
import type { RayAddress } from './address.ts';
import type { RayClient } from './client.ts';
import { RayError } from './error.ts';
import type { ClusterNodes } from './job-details.ts';

/** The oldest Ray whose Jobs API and Ray Train are as the driver needs them. */
const oldest = [2, 46] as const;

export async function checkCluster(
  connect: () => { client: RayClient; address: RayAddress },
  hasToken: boolean,
  signal?: AbortSignal,
): Promise<CheckReport> {
  try {
    const { client, address } = connect();
    const version = await client.version(signal);
    return report([
      { name: 'Cluster', status: 'ok', found: `Ray ${version} at ${address.base}` },
      ...versionItems(version),
      accessItem(address, hasToken),
      nodesItem(await client.nodes(signal)),
      {
        name: 'Packages',
        status: 'note',
        found: 'What is installed on the nodes shows when a run begins.',
        advice:
          'The nodes need torch, transformers, datasets, accelerate, peft and trl. With `"environment": "install"` in `training.resources` they install what is missing.',
      },
    ]);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const name = error instanceof RayError && error.kind === 'unauthorized' ? 'Access' : 'Cluster';
    return report([{ name, status: 'error', found: error.message }]);
  }
}

function report(items: readonly CheckItem[]): CheckReport {
  return { ready: items.every(({ status }) => status !== 'error'), preparable: false, items };
}

function versionItems(version: string): CheckItem[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
    ? []
    : [
        {
          name: 'Ray',
          status: 'warning',
          found: `Ray ${version} is older than what Tuneset was tried with.`,
          advice: `Use Ray ${oldest.join('.')} or newer on the cluster.`,
        },
      ];
}

function accessItem({ base, exposed }: RayAddress, hasToken: boolean): CheckItem {
  if (exposed && hasToken) {
    return {
      name: 'Access',
      status: 'warning',
      found: `The token goes to ${base} unencrypted: whoever is on the way can read it.`,
      advice:
        'Use an https address, or forward the port through ssh or kubectl and use http://127.0.0.1:8265.',
    };
  }
  return exposed
    ? {
        name: 'Access',
        status: 'note',
        found: `Rows go to ${base} unencrypted, and no token is set.`,
      }
    : { name: 'Access', status: 'ok', found: hasToken ? 'A token is sent along.' : 'No token is asked for.' };
}

function nodesItem(nodes: ClusterNodes | undefined): CheckItem {
  return nodes === undefined
    ? { name: 'Nodes', status: 'note', found: 'The cluster does not tell what its nodes have.' }
    : {
        name: 'Nodes',
        status: nodes.count === 0 ? 'warning' : 'ok',
        found: `${nodes.count} ${nodes.count === 1 ? 'node' : 'nodes'} with ${nodes.cpus} CPUs and ${nodes.gpus} GPUs in all`,
      };
}
