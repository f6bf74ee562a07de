import * as vscode from 'vscode';
import { languageId } from './documents.ts';

/**
 * JSON Lines has no comments, yet VS Code gives it those of JSON with comments, and Toggle Comment would put `//` into
 * the data. A configuration without any takes their place and leaves brackets and all else as it is.
 */
export function keepCommentsOut(): vscode.Disposable {
  return vscode.languages.setLanguageConfiguration(languageId, { comments: {} });
}
