import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'tinyglobby';
import { type Split, splits } from '../language/index.ts';
import {
  type ConfigurationProblem,
  configurationName,
  type ParsedConfiguration,
  parseConfiguration,
} from './configuration.ts';
import { notData } from './not-data.ts';
import { reasonOf, UnreadableFile } from './read.ts';
import { splitOfName } from './split-names.ts';

/** The files that a configuration names. */
export interface NamedFiles {
  /** Splits by absolute path, in the order of the configuration. */
  readonly splits: ReadonlyMap<string, Split>;
  /** Entries that no file matches. */
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads and parses a configuration. Throws `UnreadableFile`. */
export async function readConfiguration(file: string): Promise<ParsedConfiguration> {
  try {
    return parseConfiguration(await readFile(file, 'utf8'), file);
  } catch (error) {
    throw new UnreadableFile(file, reasonOf(error), error);
  }
}

/** Expands the `files` of a configuration, from its folder. Undefined where it has none. */
export async function namedFiles(parsed: ParsedConfiguration): Promise<NamedFiles | undefined> {
  const { files } = parsed.configuration;
  if (files === undefined) {
    return undefined;
  }
  const found = new Map<string, Split>();
  const problems: ConfigurationProblem[] = [];
  for (const split of splits) {
    const entries = files[split] === undefined ? [] : [files[split]].flat();
    const excluded = entries.filter((entry) => entry.startsWith('!')).map((entry) => entry.slice(1));
    for (const [index, entry] of entries.entries()) {
      if (entry.startsWith('!')) {
        continue;
      }
      const matches = await expand(entry, excluded, path.dirname(parsed.path));
      for (const file of matches) {
        if (!found.has(file)) {
          found.set(file, split);
        }
      }
      if (matches.length === 0) {
        const at = Array.isArray(files[split]) ? ['files', split, index] : ['files', split];
        const message = `${JSON.stringify(entry)} matches no file. Paths start at the folder of ${configurationName}.`;
        problems.push({ path: parsed.path, ...parsed.locate(at), message });
      }
    }
  }
  return { splits: found, problems };
}

/** Files that a path or a glob means, sorted; a file's own name may hold characters that a glob would read. */
async function expand(entry: string, excluded: readonly string[], folder: string): Promise<string[]> {
  const literal = path.resolve(folder, entry);
  if (await isFile(literal)) {
    return [literal];
  }
  const options = {
    cwd: folder,
    absolute: true,
    dot: true,
    expandDirectories: false,
    ignore: [...notData, ...excluded],
  };
  const found = await glob([process.platform === 'win32' ? entry.replaceAll('\\', '/') : entry], options);
  return found.map((file) => path.normalize(file)).sort();
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Configurations by folder, each read once. */
export class Configurations {
  readonly #nearest = new Map<string, Promise<ParsedConfiguration | undefined>>();
  readonly #read = new Map<string, Promise<ParsedConfiguration>>();
  readonly #named = new Map<string, Promise<NamedFiles | undefined>>();

  /** The nearest tuneset.json in a folder or above it. Throws `UnreadableFile` where there is one that can't be read. */
  nearest(folder: string): Promise<ParsedConfiguration | undefined> {
    let found = this.#nearest.get(folder);
    if (found === undefined) {
      found = this.#findNearest(folder);
      this.#nearest.set(folder, found);
    }
    return found;
  }

  read(file: string): Promise<ParsedConfiguration> {
    let parsed = this.#read.get(file);
    if (parsed === undefined) {
      parsed = readConfiguration(file);
      this.#read.set(file, parsed);
    }
    return parsed;
  }

  named(parsed: ParsedConfiguration): Promise<NamedFiles | undefined> {
    let named = this.#named.get(parsed.path);
    if (named === undefined) {
      named = namedFiles(parsed);
      this.#named.set(parsed.path, named);
    }
    return named;
  }

  /** Which split a file is: what its configuration says; where that names no files at all, what its own name tells. */
  async splitOf(file: string, parsed: ParsedConfiguration | undefined): Promise<Split | undefined> {
    const named = parsed === undefined ? undefined : await this.named(parsed);
    return named === undefined ? splitOfName(file) : named.splits.get(file);
  }

  /** Files changed on disk: all is read anew when next asked for. */
  forget(): void {
    this.#nearest.clear();
    this.#read.clear();
    this.#named.clear();
  }

  async #findNearest(folder: string): Promise<ParsedConfiguration | undefined> {
    const file = path.join(folder, configurationName);
    if (await isFile(file)) {
      return this.read(file);
    }
    const parent = path.dirname(folder);
    return parent === folder ? undefined : this.nearest(parent);
  }
}
