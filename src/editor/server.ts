import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type NodeModule,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  disableRuleCommand,
  type InitializationOptions,
  rewriteFileCommand,
  type StatusParams,
  statusNotification,
} from '../server/protocol.ts';
import { selector } from './documents.ts';
import { OpeningInParts } from './opening.ts';

/** So many crashes in so many milliseconds, and it is not started again by itself. */
const mostCrashes = 5;
const crashWindow = 3 * 60_000;

/** The language server, a process of its own. */
export class Server implements vscode.Disposable {
  readonly client: LanguageClient;
  readonly onStatus: vscode.Event<StatusParams>;
  readonly #statuses = new vscode.EventEmitter<StatusParams>();
  readonly #log: vscode.LogOutputChannel;
  readonly #crashes: number[] = [];

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.onStatus = this.#statuses.event;
    this.client = new LanguageClient('tuneset', 'Tuneset', serverOptions(context), this.#clientOptions());
    this.client.onNotification(statusNotification, (status: StatusParams) => this.#statuses.fire(status));
  }

  async start(): Promise<void> {
    await this.client.start();
  }

  async restart(): Promise<void> {
    this.#crashes.length = 0;
    await this.client.restart();
  }

  async stop(): Promise<void> {
    if (this.client.needsStop()) {
      await this.client.stop();
    }
  }

  request<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R> {
    return this.client.sendRequest<R>(method, params, token);
  }

  dispose(): void {
    this.#statuses.dispose();
  }

  #clientOptions(): LanguageClientOptions {
    const opening = new OpeningInParts(() => this.client);
    const initializationOptions: InitializationOptions = {
      // VS Code has the JSON schema for the one, and shows problems in hovers by itself.
      configDiagnostics: false,
      problemsInHover: false,
      commands: [disableRuleCommand],
    };
    return {
      documentSelector: selector,
      initializationOptions,
      outputChannel: this.#log,
      errorHandler: this.#errorHandler(),
      middleware: {
        didOpen: (document, next) => opening.open(document, next),
        didChange: (event, next) => opening.after(event.document, () => next(event)),
        didSave: (document, next) => opening.after(document, () => next(document)),
        didClose: (document, next) => opening.after(document, () => next(document)),
        executeCommand: async (command, args, next) => {
          if (command === rewriteFileCommand) {
            await saveBeforeRewriting(args);
          }
          return next(command, args);
        },
      },
    };
  }

  #errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      }),
      closed: () => {
        const now = Date.now();
        this.#crashes.push(now);
        const recent = this.#crashes.filter((time) => now - time < crashWindow);
        if (recent.length < mostCrashes) {
          return { action: CloseAction.Restart, handled: true };
        }
        void this.#offerRestart();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  async #offerRestart(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const message = vscode.l10n.t(
      'The Tuneset language server has crashed {0} times in three minutes and is not started again.',
      mostCrashes,
    );
    const answer = await vscode.window.showErrorMessage(message, restart, showLog);
    if (answer === restart) {
      await this.restart();
    } else if (answer === showLog) {
      this.#log.show();
    }
  }
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const run: NodeModule = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  return { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
}

/** The server rewrites what is on disk: that must be what the editor shows. */
async function saveBeforeRewriting([uri]: unknown[]): Promise<void> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (document?.isDirty && !(await document.save())) {
    throw new Error(vscode.l10n.t('The file could not be saved, so it is not rewritten.'));
  }
}
