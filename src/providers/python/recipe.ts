import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderError } from '../provider.ts';
import type { FoundPython } from './find-python.ts';

/** What an environment is made of: files in `python/` of this installation. */
export interface Recipe {
  /** What its folder's name begins with. */
  readonly name: string;
  /** Locks, with a hash for each package. */
  readonly locks: readonly string[];
  /** A lock that is for machines with an NVIDIA GPU. */
  readonly gpu: string;
  /** Without hashes: torch, of which each platform and index has its own build. */
  readonly loose: string;
}

/** For training on this machine. */
export const trainingRecipe: Recipe = {
  name: 'python',
  locks: ['requirements.txt'],
  gpu: 'requirements-qlora.txt',
  loose: 'requirements-torch.txt',
};

export interface ReadRecipe {
  readonly locks: readonly Lock[];
  readonly gpu: Lock;
  /** Absolute, as all files. */
  readonly loose: string;
  /** Of all that decides what gets into the environment. */
  readonly key: string;
  /** The versions that the files name, by package. */
  readonly versions: ReadonlyMap<string, string>;
}

export interface Lock {
  readonly file: string;
  readonly packages: number;
}

export async function readRecipe(recipe: Recipe, folder: string): Promise<ReadRecipe> {
  const names = [...recipe.locks, recipe.gpu, recipe.loose];
  const files = names.map((name) => path.join(folder, name));
  const texts = await Promise.all(files.map(readText));
  const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
  const pins = texts.map(pinsIn);
  const lock = (index: number): Lock => ({ file: files[index]!, packages: pins[index]!.length });
  return {
    locks: recipe.locks.map((_, index) => lock(index)),
    gpu: lock(recipe.locks.length),
    loose: files.at(-1)!,
    key,
    versions: new Map(pins.flat()),
  };
}

/** The name that an environment has in the cache: another lock, Python or processor is another environment. */
export function environmentName(recipe: Recipe, read: ReadRecipe, python: FoundPython): string {
  const minor = python.version.split('.').slice(0, 2).join('.');
  const key = createHash('sha256').update(`${read.key} ${minor} ${python.platform}`).digest('hex');
  return `${recipe.name}-${key.slice(0, 12)}`;
}

/** `name==1.2.3 ; marker` → name, 1.2.3. A package may be there twice, for different versions of Python. */
function pinsIn(text: string): [name: string, version: string][] {
  const lines = text.matchAll(/^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)/gm);
  return Array.from(lines, ([, name, version]) => [name!.toLowerCase(), version!]);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  } catch (error) {
    throw new ProviderError(
      `Tuneset's own file ${file} can't be read: install Tuneset again. (${(error as Error).message})`,
    );
  }
}
