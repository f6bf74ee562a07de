import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { closest } from '../language/index.ts';
import { notData } from '../workspace/not-data.ts';
import { reasonOf, UnreadableFile } from '../workspace/read.ts';
import { WrongUse } from './io.ts';

/** What paths on the command line mean. */
export interface Inputs {
  /** Absolute, each once, in the order they were named. */
  readonly files: readonly string[];
  readonly unreadable: readonly UnreadableFile[];
}

const datasets = ['**/*.jsonl', '**/*.ndjson'];

/** Finds the files that paths, globs and folders mean. Throws `WrongUse` for a folder or glob without any. */
export async function findInputs(paths: readonly string[], cwd: string): Promise<Inputs> {
  const files = new Set<string>();
  const unreadable: UnreadableFile[] = [];
  for (const name of paths) {
    const absolute = path.resolve(cwd, name);
    const kind = await kindOf(absolute);
    if (kind === 'folder') {
      add(files, await datasetsIn(absolute, name));
    } else if (kind === 'file') {
      files.add(absolute);
    } else if (isDynamicPattern(slashed(name))) {
      add(files, await matching(name, cwd));
    } else {
      unreadable.push(await missing(absolute, kind));
    }
  }
  return { files: [...files], unreadable };
}

type Kind = 'file' | 'folder' | { readonly error: unknown };

async function kindOf(file: string): Promise<Kind> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return { error };
  }
}

async function datasetsIn(folder: string, name: string): Promise<string[]> {
  const found = await glob(datasets, { cwd: folder, ignore: [...notData], absolute: true, dot: true });
  if (found.length === 0) {
    const where = name === '' || name === '.' ? 'this folder' : `"${name}"`;
    throw new WrongUse(`There are no .jsonl or .ndjson files in ${where}.`);
  }
  return sorted(found);
}

async function matching(pattern: string, cwd: string): Promise<string[]> {
  const options = { cwd, ignore: [...notData], absolute: true, dot: true, expandDirectories: false };
  const found = await glob([slashed(pattern)], options);
  if (found.length === 0) {
    throw new WrongUse(`No file matches "${pattern}".`);
  }
  return sorted(found);
}

async function missing(file: string, kind: { readonly error: unknown }): Promise<UnreadableFile> {
  const near = closest(path.basename(file), await namesIn(path.dirname(file)));
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return new UnreadableFile(file, `${reasonOf(kind.error)}${hint}`, kind.error);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Patterns have slashes everywhere; on Windows people type the other ones. */
function slashed(name: string): string {
  return process.platform === 'win32' ? name.replaceAll('\\', '/') : name;
}

function sorted(files: readonly string[]): string[] {
  return files.map((file) => path.normalize(file)).sort();
}

function add(files: Set<string>, found: readonly string[]): void {
  for (const file of found) {
    files.add(file);
  }
}
