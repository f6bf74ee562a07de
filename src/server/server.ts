import {
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  type Position,
  ResponseError,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { editorProblems, report } from '../language/index.ts';
import { UnreadableFile } from '../workspace/read.ts';
import { capabilities } from './capabilities.ts';
import { type Client, clientOf, noClient } from './client.ts';
import { diagnosticOf, diagnosticOfConfiguration } from './diagnostics.ts';
import type { OpenDocument } from './documents.ts';
import { probe } from './files.ts';
import { guarded, logError } from './guard.ts';
import { codeActionsAt, resolvedCodeAction, type Unresolved } from './handlers/code-action.ts';
import { completionsAt } from './handlers/completion.ts';
import { fixAll } from './handlers/fix-all.ts';
import { hoverAt } from './handlers/hover.ts';
import { statusOf } from './handlers/status.ts';
import { symbolsOf } from './handlers/symbols.ts';
import { describeTargets } from './handlers/targets.ts';
import { Progress } from './progress.ts';
import {
  type CheckWorkspaceParams,
  checkWorkspaceRequest,
  type DocumentParams,
  fixAllRequest,
  type ReportParams,
  reportRequest,
  rewriteFileCommand,
  statusNotification,
  targetsRequest,
} from './protocol.ts';
import { isByteChange, rewriteFile } from './rewrite-file.ts';
import { Session } from './session.ts';
import { SettingsSource } from './settings-source.ts';
import { watchWorld } from './watching.ts';
import { WorkspaceCheck } from './workspace-check.ts';

/** How often an editor hears of a check that goes on, in milliseconds. */
const statusEvery = 250;

/** Answers the messages of one editor. What they come to is in session.ts and handlers/; here is who calls whom. */
export function serve(connection: Connection): void {
  const log = connection.console;
  let client: Client = noClient;

  const settings = new SettingsSource({
    ask: (uri) =>
      client.asksSettings
        ? connection.workspace.getConfiguration({ section: 'tuneset', scopeUri: uri })
        : Promise.resolve(client.settings),
    folders: () => client.folders,
    onConfiguration: (found) => {
      if (client.configDiagnostics && !(found instanceof UnreadableFile)) {
        const diagnostics = found.problems.map(diagnosticOfConfiguration);
        void connection.sendDiagnostics({ uri: URI.file(found.path).toString(), diagnostics });
      }
    },
  });
  const session = new Session({
    settingsOf: (uri) => settings.of(uri),
    probe,
    onChecked: tell,
    onChecking(document, elapsed) {
      progress.update(document, elapsed);
      if (elapsed - document.statusAt >= statusEvery) {
        document.statusAt = elapsed;
        tellStatus(document);
      }
    },
    onIdle(document) {
      document.statusAt = 0;
      progress.end(document);
    },
    onGone(document) {
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
      if (session.documents.has(document)) {
        tellStatus(document);
      }
    },
    onError: (what, { uri }, error) => logError(log, what, uri, error),
  });
  const progress = new Progress(
    () => connection.window.createWorkDoneProgress(),
    (document) => session.cancel(document),
  );
  const workspace = new WorkspaceCheck({
    settingsOf: (uri) => settings.of(uri),
    isOpen: (uri) => session.documents.get(uri) !== undefined,
    async countsOf(uri) {
      const document = session.documents.get(uri);
      if (document === undefined) {
        return undefined;
      }
      await session.settled(document);
      const status = statusOf(document);
      return status.enabled ? status : undefined;
    },
    publish: (uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics }),
  });

  function tell(document: OpenDocument): void {
    const { uri, version, dataset } = document;
    try {
      const { problems } = editorProblems(dataset, { maximum: document.settings!.maxProblems });
      const diagnostics = problems.map((problem) => diagnosticOf(problem, uri));
      void connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      logError(log, 'Listing the problems', uri, error);
    }
    tellStatus(document);
  }

  function tellStatus(document: OpenDocument): void {
    try {
      void connection.sendNotification(statusNotification, statusOf(document));
    } catch (error) {
      logError(log, 'Telling the status', document.uri, error);
    }
  }

  connection.onInitialize((params) => {
    client = clientOf(params);
    return { capabilities, serverInfo: { name: 'tuneset' } };
  });
  watchWorld(connection, () => client, { session, settings, workspace, log });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    session.open(uri, version, text);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    session.change(uri, version, contentChanges);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    session.close(uri);
    workspace.again(uri).catch((error) => logError(log, 'Checking again', uri, error));
  });

  /** A request about an open document; `none` is the answer for any other. */
  function about<P extends { textDocument: { uri: string } }, R>(
    what: string,
    none: R,
    handle: (document: OpenDocument, params: P) => R | Promise<R>,
  ): (params: P) => Promise<R | ResponseError<void>> {
    return guarded(log, what, (params: P) => {
      const document = session.documents.get(params.textDocument.uri);
      return document === undefined || document.settings?.enable === false ? none : handle(document, params);
    });
  }

  connection.onHover(
    about('Hover', null, (document, { position }: Positioned) => hoverAt(document, position, client)),
  );
  connection.onCompletion(
    about('Completion', [], (document, { position }: Positioned) =>
      completionsAt(document, position, client),
    ),
  );
  connection.onDocumentSymbol(
    about('Outline', [], async (document) => {
      await session.settled(document);
      return symbolsOf(document);
    }),
  );
  connection.onCodeAction(
    about('Code action', [], async (document, params) => {
      await session.settled(document);
      return codeActionsAt(document, params, client);
    }),
  );
  connection.onCodeActionResolve(
    guarded(log, 'Code action', (action) =>
      resolvedCodeAction(action, session.documents.get((action.data as Unresolved).uri)),
    ),
  );
  connection.onExecuteCommand(guarded(log, 'Command', execute));

  async function execute({ command, arguments: args = [] }: ExecuteCommandParams): Promise<null> {
    const [uri, ...changes] = args as unknown[];
    if (command !== rewriteFileCommand || typeof uri !== 'string' || !changes.every(isByteChange)) {
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        `There is no command ${command} with these arguments.`,
      );
    }
    await rewriteFile(uri, changes, session.documents.get(uri)?.dataset.rows);
    await session.written(uri);
    return null;
  }

  /** A request of our own about a document that must be open. */
  function settled<P extends DocumentParams, R>(
    what: string,
    answer: (document: OpenDocument, params: P) => R,
  ) {
    return guarded(log, what, async (params: P) => {
      const { uri } = params;
      const document = session.documents.get(uri);
      if (document === undefined) {
        throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is not open as JSON Lines.`);
      }
      await session.settled(document);
      return answer(document, params);
    });
  }

  connection.onRequest(
    targetsRequest,
    guarded(log, 'Listing targets', () => describeTargets()),
  );
  connection.onRequest(
    reportRequest,
    settled('Report', ({ dataset }, { name }: ReportParams) => report(dataset, name)),
  );
  connection.onRequest(
    fixAllRequest,
    settled('Fix all', (document) => fixAll(document)),
  );
  connection.onRequest(
    checkWorkspaceRequest,
    guarded(log, 'Checking the workspace', (params: CheckWorkspaceParams, token) =>
      workspace.run(client.folders, token, connection.window.attachWorkDoneProgress(params.workDoneToken)),
    ),
  );
  connection.listen();
}

interface Positioned {
  textDocument: { uri: string };
  position: Position;
}
