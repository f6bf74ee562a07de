import type { Job, ProviderHost } from '../provider.ts';
import { pythonVariables, withoutSecrets } from '../python/child-environment.ts';
import type { TrainingSpec } from '../spec.ts';

/** The keys that each place of metrics asks for. */
const keys: Record<TrainingSpec['report'][number], readonly string[]> = {
  wandb: ['WANDB_API_KEY'],
  tensorboard: [],
  mlflow: ['MLFLOW_TRACKING_TOKEN', 'MLFLOW_TRACKING_USERNAME', 'MLFLOW_TRACKING_PASSWORD'],
};

/** For base models that are not for everybody. */
const hubKeys = ['HF_TOKEN'];

/**
 * The variables that a driver gets: the user's, without keys but for those that the run needs. Installers' settings may
 * hold passwords, too, and training installs nothing.
 */
export async function driverVariables(job: Job, host: ProviderHost): Promise<Record<string, string>> {
  const plain = withoutSecrets(pythonVariables(host.env));
  const kept = Object.entries(plain).filter(([name]) => !/^(PIP|UV)_/i.test(name));
  const wanted = [...hubKeys, ...job.spec.report.flatMap((reporter) => keys[reporter])];
  const given = await Promise.all(
    wanted.map(async (name): Promise<[string, string | undefined]> => [name, await host.secret(name)]),
  );
  return Object.fromEntries([
    ...kept,
    ...given.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  ]);
}
