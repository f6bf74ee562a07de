import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { step } from './say.mjs';

/**
 * Installs what package-lock.json asks for, if node_modules holds anything else.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  const reason = await whatDiffers(root);
  if (reason === undefined) {
    return;
  }
  step(`Installing the development dependencies (npm ci): ${reason}. Up to 2 minutes.`);
  // None of them needs its install script, so none is given the chance to run one.
  await runNpm(['ci', '--ignore-scripts'], {
    cwd: root,
    doing: 'Installing the development dependencies',
    timeoutMs: 15 * 60_000,
  });
}

/**
 * Compares the lock with the copy that npm leaves in node_modules at the end of an install.
 * @param {string} root
 */
async function whatDiffers(root) {
  const wanted = await packagesOf(path.join(root, 'package-lock.json'));
  const installed = await packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!installed || !wanted) {
    return 'they are missing or were left half-installed';
  }
  for (const [name, entry] of Object.entries(wanted)) {
    // Optional packages are for other platforms for the most part; '' is this project itself.
    if (name !== '' && !entry.optional && installed[name]?.version !== entry.version) {
      return `${name.replace(/^.*node_modules\//, '')} ${entry.version} is asked for`;
    }
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, {version?: string, optional?: boolean}> | undefined>}
 */
async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
