import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type StatusParams, statusNotification } from '../../../../src/server/protocol.ts';
import { serve } from '../../../../src/server/server.ts';

type Publication = PublishDiagnosticsParams;

export interface EditorOptions {
  readonly capabilities?: InitializeParams['capabilities'];
  readonly initializationOptions?: unknown;
  /** The section `tuneset` of the settings, by URI of the document. */
  readonly settings?: (uri: string) => unknown;
  /** URIs. */
  readonly folders?: readonly string[];
}

/** An editor of which there is nothing but its side of the protocol, with the server in the same process. */
export class TestEditor {
  readonly connection: ProtocolConnection;
  /** Everything that the server said, in order: method and, where there is one, the URI that it was about. */
  readonly heard: string[] = [];
  readonly publications: Publication[] = [];
  readonly statuses: StatusParams[] = [];
  readonly logged: string[] = [];
  readonly #waiting: { test: () => boolean; resolve: () => void }[] = [];
  readonly #versions = new Map<string, number>();

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
  }

  static async start(options: EditorOptions = {}): Promise<TestEditor> {
    const up = new PassThrough();
    const down = new PassThrough();
    serve(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)));
    const connection = createProtocolConnection(
      new StreamMessageReader(down),
      new StreamMessageWriter(up),
      undefined,
    );
    const editor = new TestEditor(connection);
    editor.#listen(options);
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: options.capabilities ?? { workspace: { configuration: options.settings !== undefined } },
      initializationOptions: options.initializationOptions,
      workspaceFolders: options.folders?.map((uri) => ({ uri, name: uri })) ?? null,
    });
    await connection.sendNotification('initialized', {});
    return editor;
  }

  open(uri: string, text: string): void {
    this.#versions.set(uri, 1);
    this.#notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'jsonl', version: 1, text },
    });
  }

  /** Each edit: where it starts and ends, and what comes there. */
  edit(
    uri: string,
    ...edits: [
      startLine: number,
      startCharacter: number,
      endLine: number,
      endCharacter: number,
      text: string,
    ][]
  ): number {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    this.#notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: edits.map(([line, character, endLine, endCharacter, text]) => ({
        range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
        text,
      })),
    });
    return version;
  }

  close(uri: string): void {
    this.#notify('textDocument/didClose', { textDocument: { uri } });
  }

  notify(method: string, params: unknown): void {
    this.#notify(method, params);
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  /** What was last published about a document. */
  latest(uri: string): Publication | undefined {
    return this.publications.findLast((publication) => publication.uri === uri);
  }

  codes(uri: string): unknown[] {
    return this.latest(uri)?.diagnostics.map(({ code }: Diagnostic) => code) ?? [];
  }

  /** Waits until something holds; it is looked at after each message of the server. */
  until(test: () => boolean, what = String(test)): Promise<void> {
    if (test()) {
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`In vain waited for: ${what}\nheard: ${this.heard.slice(-20).join(', ')}`)),
        8000,
      );
      this.#waiting.push({
        test,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }

  /** Waits for problems of a document at a version, or of any. */
  async published(uri: string, version?: number): Promise<Diagnostic[]> {
    const found = (): boolean =>
      this.publications.some(
        (publication) =>
          publication.uri === uri && (version === undefined || publication.version === version),
      );
    await this.until(found, `problems of ${uri} at version ${version ?? 'any'}`);
    return this.latest(uri)!.diagnostics;
  }

  dispose(): void {
    this.connection.dispose();
  }

  #listen({ settings }: EditorOptions): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: Publication) => {
      this.publications.push(params);
      this.#hear(`problems ${params.uri}`);
    });
    connection.onNotification(statusNotification, (params: StatusParams) => {
      this.statuses.push(params);
      this.#hear(`status ${params.uri}`);
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
      this.#hear('log');
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri: string }[] }) =>
      items.map(({ scopeUri }) => settings?.(scopeUri) ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => {
      this.#hear('progress create');
      return null;
    });
    connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      this.#hear(`progress ${value.kind}`);
    });
    connection.listen();
  }

  #notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params);
  }

  #hear(what: string): void {
    this.heard.push(what);
    for (const waiting of [...this.#waiting]) {
      if (waiting.test()) {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        waiting.resolve();
      }
    }
  }
}
