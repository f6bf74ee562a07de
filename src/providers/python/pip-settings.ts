import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { runCommand } from './command.ts';

type Variables = Readonly<Record<string, string>>;

export interface UvSettings {
  readonly variables: Readonly<Record<string, string>>;
  /** Of `uv pip install`: what has no variable. */
  readonly options: readonly string[];
  /** Whether the user named an index or a folder: then packages are taken from there and from nowhere else. */
  readonly own: boolean;
}

/**
 * What the user told pip (index, proxy, certificate), for uv: uv reads neither pip's files nor its variables,
 * https://docs.astral.sh/uv/pip/compatibility/#configuration-files-and-environment-variables (2026-11). What uv was told
 * itself counts more. Values may hold passwords: they go from variable to variable and nowhere else.
 */
export async function uvSettings(
  python: string,
  env: Variables,
  signal: AbortSignal | undefined,
): Promise<UvSettings> {
  if (await hasUvFile(env)) {
    return { variables: {}, options: [], own: true };
  }
  const result = await runCommand([python, '-I', '-m', 'pip', 'config', 'list'], {
    env,
    signal,
    timeoutMs: 20_000,
  });
  // A Python without pip: then its variables are all there is.
  const settings = result.code === 0 ? parsePipConfig(result.stdout) : pipVariables(env);
  return translate(settings, env);
}

/** Options of `pip install` by name: from lines as `global.index-url='https://…'`. */
export function parsePipConfig(text: string): Map<string, string> {
  const levels: Record<string, number> = { global: 0, install: 1, ':env:': 2 };
  const found = new Map<string, { level: number; value: string }>();
  for (const line of text.split(/\r?\n/)) {
    const [, section, name, quoted] = /^(global|install|:env:)\.([\w-]+)=(.*)$/.exec(line) ?? [];
    if (section === undefined || name === undefined || quoted === undefined) {
      continue;
    }
    const level = levels[section]!;
    if (level >= (found.get(name)?.level ?? 0)) {
      found.set(name, { level, value: unquoted(quoted) });
    }
  }
  return new Map(Array.from(found, ([name, { value }]) => [name, value]));
}

/** What uv gets for pip's options. */
export function translate(pip: ReadonlyMap<string, string>, env: Variables): UvSettings {
  const variables: Record<string, string> = {};
  const give = (option: string, names: readonly [string, ...string[]], separator?: string): void => {
    const value = pip.get(option);
    if (value === undefined || names.some((name) => env[name] !== undefined)) {
      return;
    }
    variables[names[0]] = separator === undefined ? value : words(value).join(separator);
  };
  give('index-url', ['UV_DEFAULT_INDEX', 'UV_INDEX_URL']);
  give('extra-index-url', ['UV_INDEX', 'UV_EXTRA_INDEX_URL'], ' ');
  give('find-links', ['UV_FIND_LINKS'], ',');
  give('trusted-host', ['UV_INSECURE_HOST'], ' ');
  give('cert', ['SSL_CERT_FILE']);
  give('proxy', ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']);
  const seconds = Number(pip.get('default-timeout') ?? pip.get('timeout'));
  if (seconds > 0 && env.UV_HTTP_TIMEOUT === undefined) {
    variables.UV_HTTP_TIMEOUT = String(Math.ceil(seconds));
  }
  if (variables.UV_INDEX !== undefined && env.UV_INDEX_STRATEGY === undefined) {
    // As pip does with several indexes. The hashes of the lock say which files are right, wherever they come from.
    variables.UV_INDEX_STRATEGY = 'unsafe-best-match';
  }
  const offline = /^(1|true|yes|on)$/i.test(pip.get('no-index') ?? '');
  return {
    variables,
    options: offline ? ['--no-index'] : [],
    own: offline || places.some((name) => (variables[name] ?? env[name]) !== undefined),
  };
}

const places = ['UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_INDEX', 'UV_EXTRA_INDEX_URL', 'UV_FIND_LINKS'];

function pipVariables(env: Variables): Map<string, string> {
  return new Map(
    Object.entries(env)
      .filter(([name]) => name.startsWith('PIP_'))
      .map(([name, value]) => [name.slice('PIP_'.length).toLowerCase().replaceAll('_', '-'), value]),
  );
}

/** pip separates values by spaces or line ends. */
function words(value: string): string[] {
  return value.split(/\s+/).filter((word) => word !== '');
}

/** As Python's `repr` writes strings. */
function unquoted(text: string): string {
  const inner = /^(['"])(.*)\1$/.exec(text.trim())?.[2] ?? text.trim();
  return inner.replaceAll(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char);
}

/** Whoever configures uv has said where it is to look. */
async function hasUvFile(env: Variables): Promise<boolean> {
  const files = [
    env.UV_CONFIG_FILE,
    env.APPDATA && path.join(env.APPDATA, 'uv', 'uv.toml'),
    path.join(env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'uv', 'uv.toml'),
    process.platform === 'win32' ? undefined : '/etc/uv/uv.toml',
  ];
  const there = files.map((file) =>
    file
      ? access(file).then(
          () => true,
          () => false,
        )
      : false,
  );
  return (await Promise.all(there)).includes(true);
}
