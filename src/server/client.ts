import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from './protocol.ts';

/** What the editor at the other end can do, and how it wants things. */
export interface Client {
  /** It can be asked for settings, document by document. */
  readonly asksSettings: boolean;
  /** It tells of files that change on disk. */
  readonly watchesFiles: boolean;
  /** It tells of changed settings where asked to. */
  readonly registersSettings: boolean;
  readonly tellsFolders: boolean;
  readonly configDiagnostics: boolean;
  /** Commands of its own that code actions may run. */
  readonly commands: readonly string[];
  /** Whether hovers tell the problems under the pointer: most editors do so themselves. */
  readonly problemsInHover: boolean;
  readonly snippets: boolean;
  /** It asks for the edits of a code action once that is chosen. */
  readonly resolvesActions: boolean;
  /** What it last told of its settings, where it can't be asked for them. */
  settings: unknown;
  /** URIs of the folders that are open. */
  readonly folders: string[];
}

/** Before the first message. */
export const noClient = clientOf({
  processId: null,
  rootUri: null,
  capabilities: {},
  workspaceFolders: null,
});

export function clientOf(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  return {
    asksSettings: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    configDiagnostics: options.configDiagnostics !== false,
    commands: Array.isArray(options.commands) ? options.commands : [],
    problemsInHover: options.problemsInHover !== false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    resolvesActions: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    settings: options.settings,
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []),
  };
}
