import { isIP } from 'node:net';
import { ProviderError, type ProviderHost } from '../provider.ts';

/** Where a cluster's dashboard answers. */
export interface RayAddress {
  /** Without a slash at its end: `http://127.0.0.1:8265`. */
  readonly base: string;
  /** Whether what is sent there can be read on the way: plain http to another machine. */
  readonly exposed: boolean;
}

const howTo =
  'It is the address of the dashboard, as `http://127.0.0.1:8265`. Set it in the settings of the editor, or in a terminal with RAY_ADDRESS.';

/**
 * The address that the user set; where there is none, Ray's own variable RAY_ADDRESS if it names a dashboard. Throws
 * `ProviderError` where it is missing or can't be one.
 */
export function rayAddress(host: Pick<ProviderHost, 'settings' | 'env'>): RayAddress {
  const variable = host.env.RAY_ADDRESS;
  const text = (host.settings.rayAddress ?? variable ?? '').trim();
  if (text === '' || text === 'auto') {
    throw new ProviderError(`No Ray cluster is set. ${howTo}`);
  }
  if (/^ray:/i.test(text)) {
    throw new ProviderError(
      `${text} is an address of Ray Client. Jobs are sent to the dashboard instead, on port 8265 where nothing else was chosen. ${howTo}`,
    );
  }
  const url = URL.canParse(text) && text.includes('://') ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new ProviderError(`${text} is not the address of a Ray cluster. ${howTo}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ProviderError(
      'The address of the Ray cluster holds a password. Take it out: a token goes into RAY_AUTH_TOKEN.',
    );
  }
  return {
    base: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    exposed: url.protocol === 'http:' && !isLoopback(url.hostname),
  };
}

function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  );
}
