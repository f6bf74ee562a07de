import path from 'node:path';
import { URI } from 'vscode-uri';
import { type Split, severitiesOf, targetsOf } from '../language/index.ts';
import { configurationName, describeProblem, type ParsedConfiguration } from '../workspace/configuration.ts';
import { UnreadableFile } from '../workspace/read.ts';
import { type ClientSettings, type DocumentSettings, targetsById } from './settings.ts';

/**
 * The folder whose tuneset.json speaks for a document. A document that is no file yet is taken to become one in the
 * first folder that is open. Undefined for documents that are elsewhere than on this machine.
 */
export function folderOf(uri: string, workspaceFolders: readonly string[]): string | undefined {
  const { scheme, fsPath } = URI.parse(uri);
  if (scheme === 'file') {
    return path.dirname(fsPath);
  }
  const [first] = workspaceFolders.map((folder) => URI.parse(folder));
  return scheme === 'untitled' && first?.scheme === 'file' ? first.fsPath : undefined;
}

/** What is in force: tuneset.json, and where it says nothing, the user's settings. */
export function combine(
  settings: ClientSettings,
  found: ParsedConfiguration | UnreadableFile | undefined,
  split: Split | undefined,
): DocumentSettings {
  const configuration = found === undefined || found instanceof UnreadableFile ? {} : found.configuration;
  const named = targetsOf(configuration);
  return {
    enable: settings.enable,
    maxProblems: settings.maxProblems,
    options: {
      targets: targetsById(named.length > 0 ? named : settings.targets),
      rules: { ...settings.rules, ...severitiesOf(configuration) },
      split,
    },
    configuration: found === undefined ? undefined : { path: found.path, error: errorOf(found) },
  };
}

function errorOf(found: ParsedConfiguration | UnreadableFile): string | undefined {
  if (found instanceof UnreadableFile) {
    return `${configurationName} ${found.message}`;
  }
  const [first, ...more] = found.problems;
  if (first === undefined) {
    return undefined;
  }
  return `${describeProblem(first, configurationName)}${more.length === 0 ? '' : ` And ${more.length} more.`}`;
}

/** Whether a document need not be checked anew. */
export function sameOptions(a: DocumentSettings, b: DocumentSettings): boolean {
  const key = ({ options }: DocumentSettings): string =>
    JSON.stringify([
      options.split,
      options.targets.map(({ id }) => id),
      Object.entries(options.rules).sort(),
    ]);
  return a.enable === b.enable && key(a) === key(b);
}
