import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderError, type ProviderHost } from '../../src/providers/provider.ts';
import { pythonVariables } from '../../src/providers/python/child-environment.ts';
import { makeEnvironment } from '../../src/providers/python/environment.ts';
import { findPython } from '../../src/providers/python/find-python.ts';
import { type Recipe, trainingRecipe } from '../../src/providers/python/recipe.ts';
import { cachedFolder, cacheFolder } from './cache.mjs';
import { canInstallDebianPackages, installDebianPackages } from './debian.ts';
import { once } from './once.ts';
import { run } from './run.ts';
import { HumanError, note, step } from './say.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const driverFolder = path.join(root, 'python');

/** What tests train with. */
export interface TestEnvironment {
  /** A Python with the libraries of the lock. */
  readonly python: string;
  /** The folder of a tiny model. */
  readonly model: string;
}

const rayRecipe: Recipe = {
  ...trainingRecipe,
  name: 'python-ray',
  locks: [...trainingRecipe.locks, 'requirements-ray.txt'],
};

/** Makes it as the product does for its users, in the cache that all clones share. */
export const trainingEnvironment = once(() => make(trainingRecipe, 'training'));

/** The same with a Ray that can be a cluster. */
export const rayEnvironment = once(() => make(rayRecipe, 'training on Ray'));

async function make(recipe: Recipe, purpose: string): Promise<TestEnvironment> {
  const host = scriptHost();
  await havePython(host);
  try {
    const python = await makeEnvironment(host, teller(purpose), undefined, recipe);
    return { python, model: await tinyModel(python) };
  } catch (error) {
    throw error instanceof ProviderError ? new HumanError(error.message) : error;
  }
}

function scriptHost(): ProviderHost {
  const { env } = process;
  return {
    env,
    secret: async () => undefined,
    cacheFolder: cacheFolder(),
    driverFolder,
    settings: { python: env.TUNESET_PYTHON, environment: env.TUNESET_TRAINING_ENVIRONMENT },
    log: () => {},
  };
}

/** A fresh container of Debian has no Python, or one that can't make environments. */
async function havePython({ env, settings }: ProviderHost): Promise<void> {
  if (settings.python || settings.environment || !canInstallDebianPackages()) {
    return;
  }
  const { python } = await findPython({ env: pythonVariables(env), setting: undefined });
  if (!python) {
    await installDebianPackages(['python3', 'python3-venv'], 'the environment that trains');
  }
}

/** Says what is done, and then how far it is in steps of a tenth: a log has no use for each package. */
function teller(purpose: string): (progress: { message: string; fraction?: number }) => void {
  let told = -1;
  return ({ message, fraction }) => {
    if (told === -1) {
      step(`Making a Python environment for ${purpose}. Up to 10 minutes; kept for the next time.`);
    }
    const tenth = Math.floor((fraction ?? 0) * 10);
    if (tenth > told) {
      told = tenth;
      note(`${tenth * 10} %: ${message}`);
    }
  };
}

/** Made again when the script that makes it or a library changes. */
async function tinyModel(python: string): Promise<string> {
  const script = path.join(root, 'test', 'training', 'support', 'tiny_model.py');
  const sources = [script, path.join(driverFolder, 'requirements.txt')];
  const texts = await Promise.all(sources.map((file) => readFile(file, 'utf8')));
  const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
  return cachedFolder(`tiny-model-${key}`, async (folder) => {
    step('Making a tiny model. About 20 seconds.');
    const lines: string[] = [];
    const code = await run(python, [script, folder], {
      env: pythonVariables(process.env),
      timeoutMs: 10 * 60_000,
      onLine: (line) => lines.push(line),
    });
    if (code !== 0) {
      throw new HumanError(`The tiny model could not be made:\n${lines.slice(-20).join('\n')}`);
    }
  });
}
