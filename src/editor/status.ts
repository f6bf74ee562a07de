import * as vscode from 'vscode';
import type { StatusParams } from '../server/protocol.ts';
import { selector } from './documents.ts';
import type { Server } from './server.ts';

/**
 * How the dataset in the active editor stands: format and problems, the training target, tokens, trouble with
 * tuneset.json. VS Code gives each a line of some sixty characters.
 */
export class StatusItems implements vscode.Disposable {
  readonly #latest = new Map<string, StatusParams>();
  readonly #dataset = vscode.languages.createLanguageStatusItem('tuneset.dataset', selector);
  readonly #target = vscode.languages.createLanguageStatusItem('tuneset.target', selector);
  readonly #tokens = vscode.languages.createLanguageStatusItem('tuneset.tokens', selector);
  #configuration: vscode.LanguageStatusItem | undefined;
  readonly #disposables: vscode.Disposable[];

  constructor(server: Server) {
    this.#dataset.name = 'Tuneset';
    this.#target.name = vscode.l10n.t('Tuneset Training Target');
    this.#tokens.name = vscode.l10n.t('Tuneset Tokens');
    this.#disposables = [
      this.#dataset,
      this.#target,
      this.#tokens,
      server.onStatus((status) => {
        this.#latest.set(status.uri, status);
        this.#show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#latest.delete(uri.toString())),
    ];
    this.#show();
  }

  /** What the server last said of a document. */
  of(uri: vscode.Uri): StatusParams | undefined {
    return this.#latest.get(uri.toString());
  }

  dispose(): void {
    this.#configuration?.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #show(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const status = uri && this.of(uri);
    this.#showDataset(status);
    this.#showTarget(status);
    this.#showTokens(status);
    this.#showConfiguration(status);
  }

  #showDataset(status: StatusParams | undefined): void {
    const item = this.#dataset;
    item.busy = status === undefined || status.pending > 0;
    if (status === undefined) {
      item.text = vscode.l10n.t('Checking the rows');
      item.command = undefined;
      return;
    }
    if (!status.enabled) {
      item.text = vscode.l10n.t('Tuneset is off');
      item.command = {
        title: vscode.l10n.t('Settings'),
        command: 'workbench.action.openSettings',
        arguments: ['tuneset.enable'],
      };
      return;
    }
    const { format, rows, pending } = status;
    item.text = [
      format ?? vscode.l10n.t('Unknown format'),
      rows === 1 ? vscode.l10n.t('1 row') : vscode.l10n.t('{0} rows', number(rows)),
      pending > 0 ? vscode.l10n.t('{0} to check', number(pending)) : problemCount(status),
    ].join(' · ');
    item.command = {
      title: vscode.l10n.t('Show All Problems'),
      command: 'tuneset.showAllProblems',
      arguments: [vscode.Uri.parse(status.uri)],
    };
  }

  #showTarget(status: StatusParams | undefined): void {
    const item = this.#target;
    const targets = status?.targets ?? [];
    item.text =
      targets.length === 0
        ? vscode.l10n.t('No training target')
        : targets.map(({ title }) => title).join(', ');
    item.detail =
      targets.length === 0
        ? vscode.l10n.t('only what holds everywhere is checked')
        : vscode.l10n.t('training target');
    item.command = {
      title: targets.length === 0 ? vscode.l10n.t('Choose Target…') : vscode.l10n.t('Change…'),
      command: 'tuneset.chooseTarget',
      ...(status && { arguments: [vscode.Uri.parse(status.uri)] }),
    };
  }

  #showTokens(status: StatusParams | undefined): void {
    const { total, trained } = status?.tokens ?? { total: 0, trained: 0 };
    this.#tokens.text = vscode.l10n.t('About {0} tokens', number(total));
    this.#tokens.detail = vscode.l10n.t('{0} of them learnt', number(trained));
  }

  #showConfiguration(status: StatusParams | undefined): void {
    this.#configuration?.dispose();
    this.#configuration = undefined;
    if (status?.configurationError === undefined || status.configuration === undefined) {
      return;
    }
    const item = vscode.languages.createLanguageStatusItem('tuneset.configuration', selector);
    item.name = vscode.l10n.t('Tuneset Configuration');
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.text = vscode.l10n.t('tuneset.json has problems');
    item.detail = status.configurationError;
    item.command = {
      title: vscode.l10n.t('Open'),
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(status.configuration)],
    };
    this.#configuration = item;
  }
}

function problemCount({ errors, warnings, infos }: StatusParams): string {
  const counts = [
    count(errors, vscode.l10n.t('1 error'), (many) => vscode.l10n.t('{0} errors', many)),
    count(warnings, vscode.l10n.t('1 warning'), (many) => vscode.l10n.t('{0} warnings', many)),
    count(infos, vscode.l10n.t('1 note'), (many) => vscode.l10n.t('{0} notes', many)),
  ].filter((text) => text !== '');
  return counts.length === 0 ? vscode.l10n.t('no problems') : counts.join(', ');
}

function count(of: number, one: string, more: (many: string) => string): string {
  return of === 0 ? '' : of === 1 ? one : more(number(of));
}

function number(value: number): string {
  return value.toLocaleString(vscode.env.language);
}
