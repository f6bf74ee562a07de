import { URI } from 'vscode-uri';
import type { Split } from '../language/index.ts';
import type { ParsedConfiguration } from '../workspace/configuration.ts';
import { Configurations } from '../workspace/configurations.ts';
import { isOwnFile } from '../workspace/not-data.ts';
import { UnreadableFile } from '../workspace/read.ts';
import { combine, folderOf } from './configuration.ts';
import { type DocumentSettings, readSettings } from './settings.ts';

export interface SettingsPorts {
  /** The section `tuneset` of the editor's settings for a document. */
  readonly ask: (uri: string) => Promise<unknown>;
  /** URIs of the folders that are open. */
  readonly folders: () => readonly string[];
  /** A tuneset.json was read, or could not be. */
  readonly onConfiguration: (found: ParsedConfiguration | UnreadableFile) => void;
}

/** Where settings of documents come from: the nearest tuneset.json and the editor. */
export class SettingsSource {
  readonly #ports: SettingsPorts;
  readonly #configurations = new Configurations();

  constructor(ports: SettingsPorts) {
    this.#ports = ports;
  }

  async of(uri: string): Promise<DocumentSettings> {
    const [section, found] = await Promise.all([this.#ports.ask(uri), this.#nearest(uri)]);
    if (found !== undefined) {
      this.#ports.onConfiguration(found);
    }
    const settings = combine(readSettings(section), found, await this.#splitOf(uri, found));
    return isOwnFile(URI.parse(uri).path) ? { ...settings, enable: false } : settings;
  }

  /** Files have changed on disk. */
  forget(): void {
    this.#configurations.forget();
  }

  async #splitOf(
    uri: string,
    found: ParsedConfiguration | UnreadableFile | undefined,
  ): Promise<Split | undefined> {
    const { scheme, fsPath } = URI.parse(uri);
    const configuration = found instanceof UnreadableFile ? undefined : found;
    return scheme === 'file' ? this.#configurations.splitOf(fsPath, configuration) : undefined;
  }

  async #nearest(uri: string): Promise<ParsedConfiguration | UnreadableFile | undefined> {
    const folder = folderOf(uri, this.#ports.folders());
    try {
      return folder === undefined ? undefined : await this.#configurations.nearest(folder);
    } catch (error) {
      if (error instanceof UnreadableFile) {
        return error;
      }
      throw error;
    }
  }
}
