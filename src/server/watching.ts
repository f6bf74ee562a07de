import path from 'node:path';
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type RemoteConsole,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { configurationName } from '../workspace/configuration.ts';
import type { Client } from './client.ts';
import { logError } from './guard.ts';
import type { Session } from './session.ts';
import type { SettingsSource } from './settings-source.ts';
import type { WorkspaceCheck } from './workspace-check.ts';

interface Watchers {
  readonly session: Session;
  readonly settings: SettingsSource;
  readonly workspace: WorkspaceCheck;
  readonly log: RemoteConsole;
}

/** Follows what changes around the documents: settings, tuneset.json, the files on disk, the folders that are open. */
export function watchWorld(connection: Connection, client: () => Client, watchers: Watchers): void {
  const { session, settings, workspace, log } = watchers;

  connection.onInitialized(() => {
    const { registersSettings, watchesFiles, tellsFolders } = client();
    if (registersSettings) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'tuneset' });
    }
    if (watchesFiles) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [`**/${configurationName}`, '**/*.{jsonl,ndjson}'].map((globPattern) => ({ globPattern })),
      });
    }
    if (tellsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        const { folders } = client();
        folders.splice(
          0,
          folders.length,
          ...folders.filter((uri) => !gone.has(uri)),
          ...added.map(({ uri }) => uri),
        );
        configurationsChanged();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    client().settings = (pushed as { tuneset?: unknown } | null | undefined)?.tuneset ?? client().settings;
    configurationsChanged();
  });

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    written(uri);
    if (!client().watchesFiles) {
      configurationsChanged();
    }
  });

  connection.onDidChangeWatchedFiles(({ changes }: DidChangeWatchedFilesParams) => {
    const isConfiguration = (uri: string): boolean =>
      path.posix.basename(URI.parse(uri).path) === configurationName;
    for (const { uri, type } of changes) {
      if (isConfiguration(uri)) {
        if (type === FileChangeType.Deleted && client().configDiagnostics) {
          void connection.sendDiagnostics({ uri, diagnostics: [] });
        }
      } else if (type === FileChangeType.Deleted) {
        workspace.forget(uri);
      } else {
        written(uri);
      }
    }
    if (changes.some(({ uri }) => isConfiguration(uri))) {
      configurationsChanged();
    }
  });

  function configurationsChanged(): void {
    settings.forget();
    session.refresh();
    workspace.againAll().catch((error) => logError(log, 'Checking again', undefined, error));
  }

  function written(uri: string): void {
    session.written(uri).catch((error) => logError(log, 'Reading the file', uri, error));
    workspace.again(uri).catch((error) => logError(log, 'Checking again', uri, error));
  }
}
