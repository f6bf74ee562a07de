import * as vscode from 'vscode';
import type { RunSummary } from '../../runs/summary.ts';
import { fileOfRun } from './place-in-root.ts';
import { plain } from './words.ts';

/** A row of a dataset; line and column start at 1. */
export interface RowPlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/** Shows a row of a file. A document that was edited since shows what is there now. */
export async function openRow(
  { path, line, column = 1 }: RowPlace,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const position = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  await vscode.window.showTextDocument(vscode.Uri.file(path), {
    ...options,
    selection: new vscode.Range(position, position),
  });
}

/** Shows a row that a run is about. */
export async function openRowOfRun({ root, record }: RunSummary, row: RowPlace): Promise<void> {
  const file = fileOfRun(
    root,
    row.path,
    record.dataset.files.map(({ path }) => path),
  );
  if (file === undefined) {
    throw new Error(vscode.l10n.t('{0} is no file of this run, so it is not opened.', plain(row.path)));
  }
  await openRow({ ...row, path: file }, { preview: true });
}
