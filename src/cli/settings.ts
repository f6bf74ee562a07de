import path from 'node:path';
import {
  type SeveritySetting,
  type Split,
  severitiesOf,
  type TargetId,
  targetsOf,
} from '../language/index.ts';
import { describeProblem, type ParsedConfiguration } from '../workspace/configuration.ts';
import { Configurations } from '../workspace/configurations.ts';
import { UnreadableFile } from '../workspace/read.ts';
import { WrongUse } from './io.ts';
import { targetsNamed } from './names.ts';
import { shownPath } from './paths.ts';

/** What is in force for one file. */
export interface FileSettings {
  readonly targets: readonly TargetId[];
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly split: Split | undefined;
}

export interface SettingsOptions {
  readonly target?: readonly string[] | undefined;
  readonly config?: string | undefined;
}

/** Settings from the nearest tuneset.json of each file, and from the command line. All throw `WrongUse`. */
export class Settings {
  readonly #configurations = new Configurations();
  readonly #targets: readonly TargetId[] | undefined;
  readonly #config: string | undefined;
  readonly #cwd: string;

  constructor(options: SettingsOptions, cwd: string) {
    this.#cwd = cwd;
    this.#targets = options.target === undefined ? undefined : targetsNamed(options.target);
    this.#config = options.config === undefined ? undefined : path.resolve(cwd, options.config);
  }

  async of(file: string): Promise<FileSettings> {
    const parsed = await this.#configurationFor(path.dirname(file));
    return {
      targets: this.#targets ?? (parsed === undefined ? [] : targetsOf(parsed.configuration)),
      rules: parsed === undefined ? {} : severitiesOf(parsed.configuration),
      split: await this.#configurations.splitOf(file, parsed),
    };
  }

  /** The files that the configuration of the working folder names; undefined where it names none. */
  async namedFiles(): Promise<readonly string[] | undefined> {
    const parsed = await this.#configurationFor(this.#cwd);
    const named = parsed === undefined ? undefined : await this.#configurations.named(parsed);
    if (parsed === undefined || named === undefined) {
      return undefined;
    }
    if (named.problems.length > 0) {
      throw new WrongUse(this.#describe(named.problems));
    }
    return named.splits.size === 0 ? undefined : [...named.splits.keys()];
  }

  async #configurationFor(folder: string): Promise<ParsedConfiguration | undefined> {
    const parsed = await this.#read(folder);
    if (parsed !== undefined && parsed.problems.length > 0) {
      throw new WrongUse(this.#describe(parsed.problems));
    }
    return parsed;
  }

  async #read(folder: string): Promise<ParsedConfiguration | undefined> {
    try {
      return await (this.#config === undefined
        ? this.#configurations.nearest(folder)
        : this.#configurations.read(this.#config));
    } catch (error) {
      if (error instanceof UnreadableFile) {
        throw new WrongUse(`${shownPath(error.path, this.#cwd)}: ${error.message}`);
      }
      throw error;
    }
  }

  #describe(problems: ParsedConfiguration['problems']): string {
    return problems.map((problem) => describeProblem(problem, shownPath(problem.path, this.#cwd))).join('\n');
  }
}
