import * as vscode from 'vscode';
import { type ReportParams, reportRequest } from '../server/protocol.ts';
import { nameOf } from './documents.ts';
import type { Server } from './server.ts';

export const reportScheme = 'tuneset-report';

/** Links in one report: VS Code looks for them anew with every change. */
const mostLinks = 5000;

/** All problems of a dataset as a document: VS Code's own list of problems ends at 1,000 a file, and ours before. */
export class ProblemReports
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #server: Server;
  readonly #disposables: vscode.Disposable[];

  constructor(server: Server) {
    this.#server = server;
    this.onDidChange = this.#changes.event;
    this.#disposables = [
      this.#changes,
      vscode.workspace.registerTextDocumentContentProvider(reportScheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: reportScheme }, this),
      server.onStatus(({ uri, pending }) => {
        if (pending === 0) {
          this.#refresh(uri);
        }
      }),
    ];
  }

  async show(dataset: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(reportUri(dataset));
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }

  provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const dataset = datasetOfReport(uri);
    const params: ReportParams = {
      uri: this.#server.client.code2ProtocolConverter.asUri(dataset),
      name: vscode.workspace.asRelativePath(dataset),
    };
    return this.#server.request<string>(reportRequest, params, token);
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const dataset = datasetOfReport(document.uri);
    const name = `${vscode.workspace.asRelativePath(dataset)}:`;
    const links: vscode.DocumentLink[] = [];
    for (let line = 0; line < document.lineCount && links.length < mostLinks; line++) {
      const { text } = document.lineAt(line);
      const place = text.startsWith(name) ? /^(\d+):(\d+) /.exec(text.slice(name.length)) : null;
      if (place !== null) {
        const range = new vscode.Range(line, 0, line, name.length + place[0].length - 1);
        const target = dataset.with({ fragment: `L${place[1]},${place[2]}` });
        links.push(new vscode.DocumentLink(range, target));
      }
    }
    return links;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #refresh(dataset: string): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === reportScheme && datasetOfReport(uri).toString() === dataset) {
        this.#changes.fire(uri);
      }
    }
  }
}

function reportUri(dataset: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({
    scheme: reportScheme,
    path: `/${vscode.l10n.t('Problems of {0}', nameOf(dataset))}`,
    query: dataset.toString(),
  });
}

function datasetOfReport(report: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(report.query);
}
