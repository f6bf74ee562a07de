import { homedir } from 'node:os';
import path from 'node:path';

/** The user's folder for what can be made again, like environments of Python: each system has its own place. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { join, resolve, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  if (env.TUNESET_CACHE) {
    return resolve(env.TUNESET_CACHE);
  }
  // A relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/ (0.8, 2021).
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) {
    return join(env.XDG_CACHE_HOME, 'tuneset');
  }
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'tuneset');
    case 'win32':
      return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'tuneset', 'Cache');
    default:
      return join(home, '.cache', 'tuneset');
  }
}
