import * as vscode from 'vscode';
import { type CheckWorkspaceResult, checkWorkspaceRequest } from '../server/protocol.ts';
import type { Server } from './server.ts';

/** Checks every dataset of the workspace and says what came of it. The problems are in the list of problems. */
export async function checkWorkspace(server: Server, log: vscode.LogOutputChannel): Promise<void> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Checking the datasets of the workspace');
  const result = await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (_, token) => {
      try {
        return await server.request<CheckWorkspaceResult>(checkWorkspaceRequest, {}, token);
      } catch (error) {
        if (token.isCancellationRequested) {
          return undefined;
        }
        throw error;
      }
    },
  );
  if (result === undefined) {
    return;
  }
  for (const reason of result.unreadable) {
    log.warn(reason);
  }
  await tell(result, log);
}

async function tell(result: CheckWorkspaceResult, log: vscode.LogOutputChannel): Promise<void> {
  const { files, rows, errors, warnings, unreadable } = result;
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  if (files + unreadable.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The workspace has no datasets: no files that end in .jsonl or .ndjson.'),
    );
    return;
  }
  const checked = vscode.l10n.t(
    'Checked {0} files, {1} rows: {2} errors, {3} warnings.',
    number(files),
    number(rows),
    number(errors),
    number(warnings),
  );
  if (unreadable.length === 0) {
    void vscode.window.showInformationMessage(checked);
    return;
  }
  const showLog = vscode.l10n.t('Show Log');
  const failed = vscode.l10n.t('{0} files could not be read.', number(unreadable.length));
  if ((await vscode.window.showWarningMessage(`${checked} ${failed}`, showLog)) === showLog) {
    log.show();
  }
}
