import type { Check } from './check.ts';

/** What the run costs, said before it does. */
export const price: Check = {
  name: 'price',
  title: 'Price',
  judge({ estimate, provider }) {
    if (!provider.capabilities.priced) {
      return { status: 'ok', message: `${provider.title} charges nothing for a run.` };
    }
    return estimate?.price === undefined
      ? {
          status: 'warning',
          message: `${provider.title} charges for runs, and what this one costs is not known.`,
          advice: "Look at the provider's prices first.",
        }
      : {
          status: 'note',
          message: `About ${estimate.price.amount.toLocaleString('en-US', { style: 'currency', currency: estimate.price.currency })}: ${estimate.price.basis}`,
        };
  },
};
