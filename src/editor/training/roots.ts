import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** Folders that hold runs of their own are few; a workspace with more is none that a person looks at. */
const mostConfigurations = 200;

/** Where the runs of a root are, relative to it. */
export const runsFolder = path.join('.tuneset', 'runs');

/** Folders of the workspace that are on disk. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}

/** Every tuneset.json of the workspace, the uppermost first. */
export async function findConfigurations(token?: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    '**/tuneset.json',
    '**/{node_modules,.git,.tuneset}/**',
    mostConfigurations,
    token,
  );
  const depth = ({ path: file }: vscode.Uri): number => file.split('/').length;
  return found
    .filter(({ scheme }) => scheme === 'file')
    .sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path));
}

/** Folders in which something has been trained: a workspace folder, or the folder of a tuneset.json. */
export async function findRoots(): Promise<readonly string[]> {
  const configurations = await findConfigurations();
  const candidates = new Set([
    ...workspaceFolders(),
    ...configurations.map(({ fsPath }) => path.dirname(fsPath)),
  ]);
  const roots = await Promise.all(
    Array.from(candidates, async (root) => ((await hasRuns(root)) ? [root] : [])),
  );
  return roots.flat();
}

/** Whether something has been trained in a folder. */
export async function hasRuns(root: string): Promise<boolean> {
  try {
    return (await stat(path.join(root, runsFolder))).isDirectory();
  } catch {
    return false;
  }
}

/** The root of a `<root>/.tuneset/runs/<id>/run.json`. */
export function rootOfRecord(file: string): string {
  return path.dirname(path.dirname(path.dirname(path.dirname(file))));
}
