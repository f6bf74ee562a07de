import { AnyscaleProvider } from './anyscale/provider.ts';
import type { ProviderHost, ProviderId, TrainingProvider } from './provider.ts';
import { RayProvider } from './ray/provider.ts';
import { TrlProvider } from './trl/provider.ts';

/** Every place to train, by its id, in the order in which they are offered. */
export function createProviders(host: ProviderHost): ReadonlyMap<ProviderId, TrainingProvider> {
  const providers: TrainingProvider[] = [
    new TrlProvider(host),
    new RayProvider(host),
    new AnyscaleProvider(host),
  ];
  return new Map(providers.map((provider) => [provider.id, provider]));
}
