import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../runs/summary.ts';
import { printable } from '../../workspace/printable.ts';
import { logLineOf } from './log-line.ts';
import { runsFolder } from './roots.ts';
import type { Training } from './training.ts';

export const runLogScheme = 'tuneset-run-log';

/** The folder of a run. */
export function folderOf({ root, id }: RunSummary): string {
  return path.join(root, runsFolder, id);
}

/** Shows the log of a run: as the trainer wrote it where it is a file, and else what was seen of it. */
export async function openLog(run: RunSummary, training: Training): Promise<void> {
  const file = training.get(run.id)?.service.logFile(run.id);
  const uri =
    file !== undefined && (await isFile(file))
      ? vscode.Uri.file(file)
      : vscode.Uri.from({ scheme: runLogScheme, path: `/${run.id}.log` });
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(
    await vscode.languages.setTextDocumentLanguage(document, 'log'),
  );
  // What happened last is what people want to see.
  editor.revealRange(new vscode.Range(document.lineCount, 0, document.lineCount, 0));
}

/** Logs of runs elsewhere as documents, which follow them. */
export class RunLogs implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #training: Training;
  readonly #disposables: vscode.Disposable[];

  constructor(training: Training) {
    this.#training = training;
    this.onDidChange = this.#changes.event;
    this.#disposables = [
      this.#changes,
      vscode.workspace.registerTextDocumentContentProvider(runLogScheme, this),
      training.onDidChange((ids) => this.#refresh(ids)),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const id = idOf(uri);
    const found = this.#training.get(id);
    if (found === undefined) {
      return vscode.l10n.t('There is no run {0}.', id);
    }
    const events = await found.service.events(id);
    return events
      .map(logLineOf)
      .filter((line) => line !== undefined)
      .map(({ time, text }) => `${time} ${printable(text)}\n`)
      .join('');
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #refresh(ids: readonly string[]): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === runLogScheme && ids.includes(idOf(uri))) {
        this.#changes.fire(uri);
      }
    }
  }
}

function idOf(uri: vscode.Uri): string {
  return uri.path.slice(1).replace(/\.log$/, '');
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
