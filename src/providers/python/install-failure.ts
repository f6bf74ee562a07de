import type { CommandResult } from './command.ts';
import { environmentSetting } from './setting-names.ts';

/** Where and with what it happened, for the words of the message. */
export interface FailureContext {
  readonly folder: string;
  readonly installer: 'pip' | 'uv';
  /** "Python 3.11.7 on linux-x86_64" */
  readonly python: string;
}

/** What an installer's failure means for a person, with its last lines. Passwords in addresses are masked. */
export function explainFailure(result: CommandResult, context: FailureContext): string {
  const text = masked(`${result.stdout}\n${result.stderr}`);
  const cause = causeOf(result, text, context);
  const lines = lastLines(text);
  return lines === '' ? cause : `${cause}\n\n${lines}`;
}

/** `https://user:password@host` → `https://***@host` */
export function masked(text: string): string {
  return text.replaceAll(/(\b[a-z][\w+.-]*:\/\/)[^\s/@]+@/gi, '$1***@');
}

function causeOf(result: CommandResult, text: string, context: FailureContext): string {
  if (result.error) {
    return `The installer could not be started: ${result.error.message}.`;
  }
  if (result.timedOut) {
    return 'The packages were not installed in time. Look at your connection and try again: what was downloaded is kept.';
  }
  const found = causes.find(([pattern]) => pattern.test(text));
  if (found) {
    const explain = found[1];
    return explain(context, found[0].exec(text)?.[1] ?? '');
  }
  if (result.signal === 'SIGKILL' || result.code === 137) {
    return notEnoughMemory;
  }
  const how = result.signal === null ? `exit code ${result.code}` : result.signal;
  return `The packages could not be installed: ${context.installer} ended with ${how}.`;
}

const notEnoughMemory =
  'The machine has not enough memory to install the packages. Close other programs and try again; 4 GB should be free.';

type Explain = (context: FailureContext, detail: string) => string;

/** In this order: what is further up explains what is further down. */
const causes: readonly (readonly [RegExp, Explain])[] = [
  [
    /DO NOT MATCH THE HASHES|Hash mismatch for/i,
    () =>
      'A package is not the one that Tuneset was tested with: its SHA-256 differs, so it was not installed. A proxy or a mirror may have changed or damaged it: clear the cache ("pip cache purge" or "uv cache clean") and try again, or use another index.',
  ],
  [
    /No space left on device|Errno 28\b|os error 28\b|not enough space on the disk|os error 112\b/i,
    ({ folder }) =>
      `The disk is full. The environment takes about 2 GB, with CUDA 8 GB, in ${folder}, and some of that again in the folders for temporary files and downloads while it is made. Make room and try again.`,
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate|UnknownIssuer|SSL: WRONG_VERSION/i,
    ({ installer }) =>
      `The package index could not be trusted: its certificate is not known here. Behind a proxy that looks into connections, name the file with its certificate in the environment variable ${installer === 'uv' ? 'SSL_CERT_FILE' : 'PIP_CERT'}.`,
  ],
  [
    /ProxyError|Cannot connect to proxy|407 Proxy|Proxy Authentication Required|tunnel error/i,
    () =>
      'The proxy does not let the installer through. Look at the environment variables HTTPS_PROXY and NO_PROXY, and at name and password in them.',
  ],
  [
    /\b(?:HTTP error |status code )?(401|403)\b[^\n]*(?:Unauthorized|Forbidden|Client Error)|(?:Unauthorized|Forbidden)[^\n]*\b(?:401|403)\b/i,
    (_, code) =>
      `The package index refuses access (${code}). Look at name and password in the address of your index (PIP_INDEX_URL or UV_DEFAULT_INDEX).`,
  ],
  [
    /NewConnectionError|name resolution|Name or service not known|getaddrinfo failed|nodename nor servname|Network is unreachable|Connection refused|ConnectTimeout|ReadTimeout|Connection timed out|operation timed out|dns error|error sending request|Could not connect|client error \(Connect\)/i,
    () =>
      `The package index could not be reached. Look at your network. Where there is none, name a mirror with PIP_INDEX_URL, a folder of wheels with PIP_FIND_LINKS, or an environment of your own in ${environmentSetting}.`,
  ],
  [/MemoryError\b|Cannot allocate memory|memory allocation of \d+ bytes failed/, () => notEnoughMemory],
  [
    /Permission denied|Errno 13\b|Access is denied|os error 5\b/i,
    ({ folder }) =>
      `The installer may not write to ${folder}, or to its folder of downloads. Look at who owns them, and whether another program (a virus scanner) holds a file open.`,
  ],
  [/No matching distribution found for ([^\s;]+)/, noPackage],
  [/Because (?:there is no version of )?([^\s;]+)[^\n]*unsatisfiable/, noPackage],
];

function noPackage({ python }: FailureContext, name: string): string {
  return `There is no package of ${name} for ${python}. PyTorch has packages for Windows and Linux on 64 bits, and for macOS on Apple silicon. Where you have your own index, it may lack it.`;
}

function lastLines(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*(Collecting|Using cached|Downloading|Ignoring) /.test(line))
    .slice(-8)
    .map((line) => line.slice(0, 400))
    .join('\n');
}
