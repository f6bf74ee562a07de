import * as vscode from 'vscode';

/** The language id of JSON Lines, which VS Code brings along. */
export const languageId = 'jsonl';

/** Where documents may be that are somebody's data. Others (a file in git's past, say) are only looked at. */
const schemes = ['file', 'untitled', 'vscode-vfs'];

export const selector = schemes.map((scheme) => ({ language: languageId, scheme }));

export function isDataset(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector, document) > 0;
}

/** The dataset that a command is about: the one named, or else the one in the active editor. */
export function datasetOf(named: unknown): vscode.Uri | undefined {
  if (named instanceof vscode.Uri) {
    return named;
  }
  if (typeof named === 'string') {
    return vscode.Uri.parse(named);
  }
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isDataset(document) ? document.uri : undefined;
}

/** A file's name, for people. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
