import { type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';
import * as vscode from 'vscode';

const fileName = 'tuneset.json';

/** The tuneset.json that applies to a dataset: the nearest above it. */
export async function nearestConfiguration(dataset: vscode.Uri): Promise<vscode.Uri | undefined> {
  let folder = folderOf(dataset);
  while (folder !== undefined) {
    const file = vscode.Uri.joinPath(folder, fileName);
    if (await exists(file)) {
      return file;
    }
    const parent = vscode.Uri.joinPath(folder, '..');
    folder = parent.path === folder.path ? undefined : parent;
  }
  return undefined;
}

/** Where a dataset without a tuneset.json gets one: in the folder that is open, or else beside it. */
export function newConfiguration(dataset: vscode.Uri | undefined): vscode.Uri | undefined {
  const workspace =
    (dataset && vscode.workspace.getWorkspaceFolder(dataset)) ?? vscode.workspace.workspaceFolders?.[0];
  const folder =
    dataset !== undefined && vscode.workspace.getWorkspaceFolder(dataset) === undefined
      ? folderOf(dataset)
      : workspace?.uri;
  return folder && vscode.Uri.joinPath(folder, fileName);
}

/**
 * Sets a value in the tuneset.json of a dataset, or takes it out; comments, order and layout of the rest stay. Where
 * there is none, one is made. Gives the file; undefined where nothing could be done, which the user has been told.
 */
export async function setInConfiguration(
  dataset: vscode.Uri,
  path: JSONPath,
  value: unknown,
): Promise<vscode.Uri | undefined> {
  const file = await nearestConfiguration(dataset);
  if (file !== undefined) {
    return (await edit(file, path, value)) ? file : undefined;
  }
  const created = newConfiguration(dataset);
  if (created === undefined) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Open a folder or save the file first: {0} has no place to be yet.', fileName),
    );
    return undefined;
  }
  if (value !== undefined) {
    await createConfiguration(created, modified('{}', path, value, '\n'));
  }
  return created;
}

export async function createConfiguration(file: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${text.trimEnd()}\n`));
}

export async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(file)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}

async function edit(file: vscode.Uri, path: JSONPath, value: unknown): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(file);
  const text = document.getText();
  if (isBroken(text)) {
    await vscode.window.showTextDocument(document);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} can not be edited before its syntax is right.', fileName),
    );
    return false;
  }
  const wasDirty = document.isDirty;
  const changes = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  changes.replace(file, whole, modified(text.trim() === '' ? '{}' : text, path, value, eol));
  if (!(await vscode.workspace.applyEdit(changes))) {
    return false;
  }
  // What somebody is in the middle of writing is theirs to save.
  return wasDirty || document.save();
}

function isBroken(text: string): boolean {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return errors.length > 0;
}

function modified(text: string, path: JSONPath, value: unknown, eol: string): string {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const edits = modify(text, path, value, {
    formattingOptions: { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol },
  });
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (result, { offset, length, content }) =>
        result.slice(0, offset) + content + result.slice(offset + length),
      text,
    );
}

/** The folder of a document that is somewhere; a document that was never saved is nowhere. */
function folderOf(dataset: vscode.Uri): vscode.Uri | undefined {
  return dataset.scheme === 'untitled'
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : vscode.Uri.joinPath(dataset, '..');
}
