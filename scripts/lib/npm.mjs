import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from './say.mjs';

/**
 * @typedef {object} NpmOptions
 * @property {string} cwd
 * @property {string} [node] The Node that runs npm; the running one if not given.
 * @property {Record<string, string>} [env]
 * @property {string} doing What to say that failed, if it does.
 * @property {number} timeoutMs
 */

/**
 * Runs npm and shows its output only if it fails.
 * @param {string[]} args
 * @param {NpmOptions} options
 * @returns {Promise<void>}
 */
export async function runNpm(args, options) {
  const node = options.node ?? process.execPath;
  const env = withFirstOnPath(path.dirname(node), { ...withoutOuterNpm(process.env), ...options.env });
  const output = await new Promise((resolve, reject) => {
    const child = spawn(
      node,
      [npmProgram(), ...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
      {
        cwd: options.cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: options.timeoutMs,
      },
    );
    /** @type {string[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(String(chunk)));
    child.stderr.on('data', (chunk) => chunks.push(String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve(code === 0 ? undefined : `${chunks.join('')}\n(${signal ?? `exit code ${code}`})`),
    );
  });
  if (output !== undefined) {
    throw new HumanError(`${options.doing} failed: npm ${args.join(' ')}\n${shorten(String(output))}`);
  }
}

/**
 * The npm that runs us says in the environment which options it was given and which Node it runs on; an npm started
 * from here would believe that of itself.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutOuterNpm(env) {
  const outer =
    /^(npm_(?!config_)|npm_config_(user_agent|ignore_scripts|local_prefix|npm_version|loglevel)$|NODE$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.test(name)));
}

/**
 * npm says what is wrong first, a compiler that it runs says so last.
 * @param {string} output
 */
function shorten(output) {
  const lines = output.trim().split('\n');
  return (lines.length > 60 ? [...lines.slice(0, 30), '…', ...lines.slice(-30)] : lines).join('\n');
}

/**
 * The JavaScript file of npm, so that it can be run by a Node of our choice and without a shell on Windows too.
 */
export function npmProgram() {
  const running = process.env.npm_execpath;
  const besideNode = path.dirname(process.execPath);
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    ...(running && /npm-cli\.[cm]?js$/.test(running) ? [running] : []),
    ...[besideNode, ...onPath].flatMap((folder) => [
      path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      path.join(folder, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
    ]),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (!found) {
    throw new HumanError(
      'npm is missing: it comes with Node (https://nodejs.org); on Debian: apt-get install npm',
    );
  }
  return found;
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export function withFirstOnPath(folder, env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [key]: [folder, env[key]].filter(Boolean).join(path.delimiter) };
}
