import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** UTF-16 units that are sent to the server at once: some milliseconds of work for the extension host. */
const partLength = 512 * 1024;

/**
 * Sends large documents to the server in parts. A document of 45 MB in one message would stop every extension of the
 * window for the time it takes to write it down. For the server it is a document that opens short and grows.
 */
export class OpeningInParts {
  readonly #client: () => LanguageClient;
  readonly #opening = new Map<string, Promise<void>>();

  constructor(client: () => LanguageClient) {
    this.#client = client;
  }

  async open(
    document: vscode.TextDocument,
    next: (document: vscode.TextDocument) => Promise<void>,
  ): Promise<void> {
    const parts = partsOf(document);
    if (parts.length === 1) {
      return next(document);
    }
    const key = document.uri.toString();
    const opening = this.#send(document, parts, next);
    this.#opening.set(key, opening);
    try {
      await opening;
    } finally {
      if (this.#opening.get(key) === opening) {
        this.#opening.delete(key);
      }
    }
  }

  /** Does something once a document has been sent whole: what was edited meanwhile comes after. */
  after(document: vscode.TextDocument, next: () => Promise<void>): Promise<void> {
    const opening = this.#opening.get(document.uri.toString());
    return opening === undefined ? next() : opening.then(next, next);
  }

  async #send(
    document: vscode.TextDocument,
    parts: readonly (readonly string[])[],
    next: (document: vscode.TextDocument) => Promise<void>,
  ): Promise<void> {
    const { version, lineCount } = document;
    const client = this.#client();
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    // Beyond the last line is the end of a document, however long it is by then.
    const end = { line: lineCount, character: 0 };
    const [first = [], ...rest] = parts;
    await next(Object.create(document, { getText: { value: () => first.join('\n') } }));
    for (const part of rest) {
      await new Promise(setImmediate);
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: end, end }, text: `\n${part.join('\n')}` }],
      });
    }
  }
}

/**
 * The lines of a document in parts. The text as one string would have to be made first, which takes longer than any
 * part; lines are there already, and stay what they are while the document is edited.
 */
function partsOf(document: vscode.TextDocument): string[][] {
  let last: string[] = [];
  const parts = [last];
  let length = 0;
  for (let line = 0; line < document.lineCount; line++) {
    if (length > partLength) {
      last = [];
      parts.push(last);
      length = 0;
    }
    const { text } = document.lineAt(line);
    last.push(text);
    length += text.length + 1;
  }
  return parts;
}
