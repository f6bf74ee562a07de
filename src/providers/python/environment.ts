import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, statfs, utimes } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type Progress, ProviderError, type ProviderHost } from '../provider.ts';
import { writeWhole } from '../whole-file.ts';
import { pythonVariables } from './child-environment.ts';
import { type FoundPython, findPython, type PythonSearch } from './find-python.ts';
import { environmentPython, install } from './install.ts';
import { masked } from './install-failure.ts';
import { whileLocked } from './making-lock.ts';
import { getPython, noPython } from './missing-python.ts';
import { nvidiaGpus } from './nvidia.ts';
import { environmentName, type ReadRecipe, type Recipe, readRecipe, trainingRecipe } from './recipe.ts';
import { environmentSetting } from './setting-names.ts';

/** Where a recipe's environment is, or would be. */
export interface Environment {
  /** Its Python; undefined where it is yet to be made. */
  readonly python: string | undefined;
  /** Whether the user keeps it. */
  readonly kept: boolean;
  readonly recipe: ReadRecipe;
  /** Undefined where the user keeps the environment. */
  readonly search: PythonSearch | undefined;
}

/**
 * An environment lies in a folder of its own that is never moved (it holds its own path), and is not one until
 * `<name>.json` names it: that file is put in place at once when all is installed. So nothing half-made is ever used,
 * and an installer that was left running by a crash writes where nobody looks.
 */
const pointer = z.object({ version: z.literal(1), folder: z.string(), python: z.string(), made: z.string() });

/** Bytes without which it isn't tried: measured for torch 2.13.0 without CUDA, 2026-11. */
export const leastDisk = 2e9;
/** With the libraries of CUDA, that PyPI's torch for Linux brings along. */
export const cudaDisk = 8e9;

const unusedMs = 60 * 24 * 60 * 60_000;

export async function findEnvironment(
  host: ProviderHost,
  signal?: AbortSignal,
  recipe: Recipe = trainingRecipe,
): Promise<Environment> {
  const read = await readRecipe(recipe, host.driverFolder);
  const { environment } = host.settings;
  if (environment) {
    return { python: await keptPython(environment), kept: true, recipe: read, search: undefined };
  }
  const search = await findPython({
    env: pythonVariables(host.env),
    setting: host.settings.python || undefined,
    signal,
  });
  const python =
    search.python && (await made(host.cacheFolder, environmentName(recipe, read, search.python)));
  return { python, kept: false, recipe: read, search };
}

/** Makes the environment where there is none, and gives its Python. Throws `ProviderError` that says what to do. */
export async function makeEnvironment(
  host: ProviderHost,
  progress: Progress,
  signal?: AbortSignal,
  recipe: Recipe = trainingRecipe,
): Promise<string> {
  const found = await findEnvironment(host, signal, recipe);
  if (found.python !== undefined) {
    return found.python;
  }
  const python = found.search?.python;
  if (!found.search || !python) {
    throw new ProviderError(
      found.search
        ? `${noPython(found.search)} ${getPython(found.search)}`
        : 'The environment of your own has no Python.',
    );
  }
  const name = environmentName(recipe, found.recipe, python);
  return whileLocked(
    path.join(host.cacheFolder, `${name}.lock`),
    () => fill({ host, name, python, search: found.search!, recipe: found.recipe, progress, signal }),
    {
      signal,
      onWait: (pid) =>
        progress({ message: `Another process (${pid}) is making the environment: waiting for it` }),
    },
  );
}

interface Filling {
  readonly host: ProviderHost;
  readonly name: string;
  readonly python: FoundPython;
  readonly search: PythonSearch;
  readonly recipe: ReadRecipe;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

async function fill({ host, name, python, search, recipe, progress, signal }: Filling): Promise<string> {
  const cache = host.cacheFolder;
  // Whoever was waited for may have made it.
  const there = await made(cache, name);
  if (there !== undefined) {
    return there;
  }
  await removeUnfinished(cache, name);
  const trouble = diskTrouble(await freeDisk(cache), cache);
  if (trouble !== undefined) {
    throw new ProviderError(trouble);
  }
  const folder = path.join(cache, `${name}-${randomBytes(3).toString('hex')}`);
  const env = pythonVariables(host.env);
  try {
    await install({
      python,
      uv: search.uv,
      recipe,
      gpu: (await nvidiaGpus(env, signal)) !== undefined,
      folder,
      env,
      progress,
      log: (line) => host.log(masked(line)),
      signal,
    });
    const note: z.infer<typeof pointer> = {
      version: 1,
      folder: path.basename(folder),
      python: python.version,
      made: new Date().toISOString(),
    };
    await writeWhole(path.join(cache, `${name}.json`), JSON.stringify(note));
  } catch (error) {
    progress({ message: 'Removing what was not finished' });
    await remove(folder);
    throw error;
  }
  await removeUnused(cache, name);
  progress({ message: 'The environment is ready', fraction: 1 });
  return environmentPython(folder);
}

/** The Python of an environment that is complete. */
async function made(cache: string, name: string): Promise<string | undefined> {
  const file = path.join(cache, `${name}.json`);
  const note = await readNote(file);
  if (note === undefined) {
    return undefined;
  }
  const python = environmentPython(path.join(cache, note.folder));
  // Also follows its link: an environment ends with the Python that it was made from.
  if (!(await isFile(python))) {
    return undefined;
  }
  // Says that it is in use.
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
  return python;
}

async function readNote(file: string): Promise<z.infer<typeof pointer> | undefined> {
  try {
    const note = pointer.parse(JSON.parse(await readFile(file, 'utf8')));
    // A name, no path: it is removed when it is old.
    return path.basename(note.folder) === note.folder ? note : undefined;
  } catch {
    return undefined;
  }
}

/** A folder or its Python: people name either. */
async function keptPython(setting: string): Promise<string> {
  for (const file of [setting, environmentPython(setting)]) {
    if (await isFile(file)) {
      return path.resolve(file);
    }
  }
  throw new ProviderError(
    `There is no Python at ${setting}. Look at ${environmentSetting}: it names the Python of an environment that you keep, or that environment's folder. Without it Tuneset makes its own.`,
  );
}

/** Bytes that are free where the cache is, or will be; undefined where the system doesn't tell. */
export async function freeDisk(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? undefined : freeDisk(parent);
  }
}

/** What to say where there is too little to begin with. */
export function diskTrouble(free: number | undefined, folder: string): string | undefined {
  return free !== undefined && free < leastDisk
    ? `Only ${(free / 1e9).toFixed(1)} GB are free at ${folder}. The environment takes about 2 GB, with CUDA 8 GB. Make room and try again.`
    : undefined;
}

/** What was left of makings of this environment: only who holds its lock may ask. */
async function removeUnfinished(cache: string, name: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    if (entry.startsWith(`${name}-`) || (entry.startsWith(`${name}.json.`) && entry.endsWith('.tmp'))) {
      await remove(path.join(cache, entry));
    }
  }
}

/** Environments of older versions of Tuneset, gigabytes each, that nothing was trained with for two months. */
async function removeUnused(cache: string, current: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    const file = path.join(cache, entry);
    const [, name] = /^(python(?:-ray)?-[0-9a-f]{12})\.json$/.exec(entry) ?? [];
    const modified = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (name !== undefined && name !== current && Date.now() - modified > unusedMs) {
      const note = await readNote(file);
      await rm(file, { force: true });
      if (note) {
        await remove(path.join(cache, note.folder));
      }
    }
  }
}

/** What can't be removed now (an open file on Windows) is removed another time. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
