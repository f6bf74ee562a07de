import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const abandonedAfterMs = 6 * 60 * 60 * 1000;

/** The folder for what is too big for the repository and is shared by all its clones. */
export function cacheFolder() {
  const { env, platform } = process;
  if (env.TUNESET_CACHE) {
    return path.resolve(env.TUNESET_CACHE);
  }
  if (env.XDG_CACHE_HOME) {
    return path.join(env.XDG_CACHE_HOME, 'tuneset');
  }
  if (platform === 'darwin') {
    return path.join(homedir(), 'Library', 'Caches', 'tuneset');
  }
  if (platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'tuneset', 'Cache');
  }
  return path.join(homedir(), '.cache', 'tuneset');
}

/** @param {string} file */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the folder `name` in the cache once. It is filled under another name and renamed when it is whole, so that an
 * install that was cut off is never used and two that run at once do not disturb each other.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 */
export async function cachedFolder(name, fill) {
  const cache = cacheFolder();
  const folder = path.join(cache, name);
  if (await exists(folder)) {
    return folder;
  }
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const unfinished = path.join(cache, `.unfinished-${process.pid}-${Date.now()}-${name}`);
  try {
    await mkdir(unfinished);
    await fill(unfinished);
    await rename(unfinished, folder).catch(async (error) => {
      // Another process was faster: its folder is as good as ours.
      if (!(await exists(folder))) {
        throw error;
      }
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} cache */
async function removeAbandoned(cache) {
  for (const entry of await readdir(cache)) {
    const folder = path.join(cache, entry);
    const age =
      Date.now() -
      (await stat(folder)
        .then((s) => s.mtimeMs)
        .catch(() => Date.now()));
    if (entry.startsWith('.unfinished-') && age > abandonedAfterMs) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
