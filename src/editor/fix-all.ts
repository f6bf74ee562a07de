import * as vscode from 'vscode';
import {
  type DocumentParams,
  type FixAllResult,
  fixAllRequest,
  rewriteFileCommand,
} from '../server/protocol.ts';
import { nameOf } from './documents.ts';
import type { Server } from './server.ts';

/** Makes every fix that can't change what a model learns. */
export async function fixAll(uri: vscode.Uri, server: Server): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const params: DocumentParams = { uri: server.client.code2ProtocolConverter.asUri(uri) };
  const { version, edits, bytes, fixed } = await server.request<FixAllResult>(fixAllRequest, params);
  if (version !== document.version) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} was edited while its fixes were worked out. Nothing was changed.', nameOf(uri)),
    );
    return;
  }
  const changes = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    const { start, end } = range;
    changes.replace(uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  if (edits.length > 0 && !(await vscode.workspace.applyEdit(changes))) {
    throw new Error(vscode.l10n.t('the edits were refused.'));
  }
  vscode.window.setStatusBarMessage(summary(uri, fixed), 5000);
  if (bytes.length > 0) {
    await offerRewriting(uri, bytes);
  }
}

function summary(uri: vscode.Uri, fixed: number): string {
  const name = nameOf(uri);
  switch (fixed) {
    case 0:
      return vscode.l10n.t('{0} has no problems that are safe to fix unasked.', name);
    case 1:
      return vscode.l10n.t('Fixed 1 problem of {0}.', name);
    default:
      return vscode.l10n.t('Fixed {0} problems of {1}.', fixed, name);
  }
}

/** What is wrong with the bytes shows nowhere in the text: that the file is saved for it needs saying. */
async function offerRewriting(uri: vscode.Uri, bytes: readonly string[]): Promise<void> {
  const rewrite = vscode.l10n.t('Save and Rewrite');
  const message = vscode.l10n.t(
    '{0} has a byte order mark or line ends that only rewriting the file can put right.',
    nameOf(uri),
  );
  if ((await vscode.window.showInformationMessage(message, rewrite)) === rewrite) {
    await vscode.commands.executeCommand(rewriteFileCommand, uri.toString(), ...bytes);
  }
}
