import { stat } from 'node:fs/promises';
import path from 'node:path';
import { configurationName } from '../../workspace/configuration.ts';
import { type Io, WrongUse } from '../io.ts';
import { shownPath } from '../paths.ts';

/**
 * The folder that holds the runs that are meant: the nearest with `.tuneset` here or above, else the nearest with a
 * tuneset.json, else this one. Throws `WrongUse` where `asked` is no folder.
 */
export async function rootOf(asked: string | undefined, io: Io): Promise<string> {
  if (asked !== undefined) {
    const root = path.resolve(io.cwd, asked);
    if ((await kindOf(root)) !== 'folder') {
      throw new WrongUse(
        `${shownPath(root, io.cwd)} is no folder: --root takes the one that holds .tuneset.`,
      );
    }
    return root;
  }
  return (
    (await nearest(io.cwd, '.tuneset', 'folder')) ??
    (await nearest(io.cwd, configurationName, 'file')) ??
    io.cwd
  );
}

async function nearest(from: string, name: string, kind: 'file' | 'folder'): Promise<string | undefined> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if ((await kindOf(path.join(folder, name))) === kind) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      return undefined;
    }
  }
}

async function kindOf(file: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
