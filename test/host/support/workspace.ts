import * as vscode from 'vscode';
import { eventually } from './eventually.ts';

/** A file of the workspace that the tests run in, a copy of test/fixtures/workspace. */
export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

export async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = file(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
}

export async function remove(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri);
}

/** Opens a file in an editor. */
export async function open(name: string | vscode.Uri): Promise<vscode.TextEditor> {
  const uri = typeof name === 'string' ? file(name) : name;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Closes all editors; unsaved edits are given up. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export function problems(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'tuneset');
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

export function hasProblem(uri: vscode.Uri, code: string): boolean {
  return problems(uri).some((problem) => codeOf(problem) === code);
}

export function appears(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return eventually(`${code} in ${uri.path}`, () =>
    problems(uri).find((problem) => codeOf(problem) === code),
  );
}

export async function disappears(uri: vscode.Uri, code: string): Promise<void> {
  await eventually(`no ${code} in ${uri.path}`, () => !hasProblem(uri, code));
}

/** A row of a chat between user and assistant, who take turns. */
export function chat(...contents: string[]): string {
  const messages = contents.map((content, turn) => ({ role: turn % 2 ? 'assistant' : 'user', content }));
  return JSON.stringify({ messages });
}
