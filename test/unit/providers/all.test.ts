import { expect, test } from 'vitest';
import { createProviders } from '../../../src/providers/all.ts';
import { providerIds } from '../../../src/providers/provider.ts';

test('there is one for each id, under its own, and making them asks nothing of the world', () => {
  const nothing = () => {
    throw new Error('not yet');
  };
  const providers = createProviders({
    env: {},
    secret: nothing,
    cacheFolder: '/nowhere',
    driverFolder: '/nowhere',
    settings: {},
    log: nothing,
  });
  expect([...providers.keys()]).toEqual([...providerIds]);
  for (const [id, provider] of providers) {
    expect(provider.id).toBe(id);
    expect(provider.title).not.toBe('');
  }
});
