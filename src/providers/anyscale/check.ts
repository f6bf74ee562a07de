import { type CheckItem, type CheckReport, ProviderError, type ProviderSettings } from '../provider.ts';
import type { AnyscaleJobs } from './jobs.ts';

export async function checkAccount(
  jobs: AnyscaleJobs,
  settings: ProviderSettings,
  signal?: AbortSignal,
): Promise<CheckReport> {
  const items: CheckItem[] = [];
  const look = async (name: string, act: () => Promise<string>): Promise<boolean> => {
    try {
      items.push({ name, status: 'ok', found: await act() });
      return true;
    } catch (error) {
      if (!(error instanceof ProviderError)) {
        throw error;
      }
      items.push({ name, status: 'error', found: error.message });
      return false;
    }
  };
  const ready =
    (await look('Anyscale', async () => `The program \`anyscale\` ${await jobs.version(signal)}`)) &&
    (await look('Access', async () => {
      await jobs.probe(signal);
      return 'The account can be used.';
    }));
  if (ready) {
    items.push(
      {
        name: 'Machines',
        status: 'note',
        found: `Compute configuration: ${settings.anyscaleComputeConfig ?? "the cloud's default"}. Image: ${settings.anyscaleImage ?? "Anyscale's default"}.`,
      },
      {
        name: 'Packages',
        status: 'note',
        found: 'What is installed on the machines shows when a run begins.',
        advice:
          'The image needs torch, transformers, datasets, accelerate, peft and trl. With `"environment": "install"` in `training.resources` the machines install what is missing.',
      },
    );
  }
  return { ready, preparable: false, items };
}
