import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain } from './lib/main.mjs';
import { ensureNode24 } from './lib/node24.mjs';
import { withFirstOnPath } from './lib/npm.mjs';
import { HumanError } from './lib/say.mjs';

/**
 * What `npm start`, `npm test` and their like run first. It needs nothing but Node 20 and npm: it brings the newer Node
 * that runs TypeScript and the dependencies, then hands over to the command's own script.
 */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** @type {Record<string, string[]>} */
const commands = {
  start: ['scripts/start.ts'],
  test: ['scripts/test.ts'],
  build: ['scripts/build.ts'],
  package: ['scripts/package.ts'],
  bench: ['bench/bench.ts'],
  unit: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
};

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  const script = commands[command ?? ''];
  if (script === undefined) {
    throw new HumanError(`Usage: node scripts/bootstrap.mjs ${Object.keys(commands).join('|')}`);
  }
  const node = runsTypeScript(process.versions.node)
    ? process.execPath
    : (await ensureNode24(`this one is ${process.versions.node}, TypeScript sources need 22.18`)).node;
  await ensureDependencies(root);
  return handOver(node, [...script, ...args]);
});

/**
 * Node runs TypeScript without a flag from 22.18 and 23.6 on.
 * @param {string} version
 */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18) || (major === 23 && minor >= 6);
}

/**
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function handOver(node, args) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    // Tools that are started as `node …` or by npm must find the same one.
    env: withFirstOnPath(path.dirname(node), process.env),
  });
  // Ctrl-C reaches the child too, which ends in its own time; other signals are handed on.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
