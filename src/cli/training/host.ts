import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProviderHost } from '../../providers/provider.ts';
import { cacheFolder } from '../../workspace/cache-folder.ts';
import { printable } from '../../workspace/printable.ts';
import { type Io, WrongUse } from '../io.ts';

/** What the user says of their machine; the environment says the rest. */
export interface HostOptions {
  readonly python?: string;
  readonly rayAddress?: string;
  readonly verbose?: boolean;
}

/** `dist/cli.js` and the sources are two and four folders deep in the same installation. */
const driverFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../python/' : '../python/', import.meta.url),
);

/** What providers have of the world in a terminal: keys come from the environment alone. Throws `WrongUse`. */
export function hostOf(options: HostOptions, io: Io): ProviderHost {
  const { env } = io;
  return {
    env,
    secret: async (name) => env[name] || undefined,
    cacheFolder: cacheFolder(env),
    driverFolder,
    settings: {
      python: executable(options.python ?? env.TUNESET_PYTHON, io.cwd),
      environment: executable(env.TUNESET_TRAINING_ENVIRONMENT, io.cwd),
      rayAddress: rayAddressOf(options.rayAddress, env),
      anyscale: executable(env.TUNESET_ANYSCALE, io.cwd),
      anyscaleComputeConfig: env.TUNESET_ANYSCALE_COMPUTE_CONFIG || undefined,
      anyscaleImage: env.TUNESET_ANYSCALE_IMAGE || undefined,
    },
    log: (text) => {
      if (options.verbose === true) {
        void io.stderr.write(`${text.trimEnd().split('\n').map(printable).join('\n')}\n`);
      }
    },
  };
}

/** A bare name is looked for on PATH, as a shell does; what has a slash is a path from the working folder. */
function executable(name: string | undefined, cwd: string): string | undefined {
  return name && /[/\\]/.test(name) ? path.resolve(cwd, name) : name || undefined;
}

function rayAddressOf(asked: string | undefined, env: Io['env']): string | undefined {
  if (asked !== undefined && !isHttp(asked)) {
    throw new WrongUse(
      `--ray-address takes the address of the cluster's dashboard, like http://127.0.0.1:8265, not "${printable(asked)}".`,
    );
  }
  // Ray reads other kinds of addresses from this variable, too ("auto", host:port, ray://): those are none of a dashboard.
  const known = env.RAY_ADDRESS;
  return asked ?? (known !== undefined && isHttp(known) ? known : undefined);
}

function isHttp(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}
