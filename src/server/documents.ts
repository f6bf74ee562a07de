import { URI } from 'vscode-uri';
import { Dataset, signatureOfText, splitLines, type TextChange } from '../language/index.ts';
import { applyChanges } from './changes.ts';
import type { DocumentSettings } from './settings.ts';

/** A document that an editor has open, and the dataset that follows its edits. */
export class OpenDocument {
  readonly uri: string;
  readonly dataset = new Dataset({ targets: [], rules: {} });
  version: number;
  /** UTF-16 units at most: what is deleted is not subtracted. Only tells small documents from large ones. */
  size: number;
  /** Undefined until they are known: only then is the document checked. */
  settings: DocumentSettings | undefined = undefined;
  /** How often they were asked for: only the last answer counts. */
  settingsRequests = 0;
  /** The version at which checking a row last failed, which is a fault of ours. */
  failedAt: number | undefined = undefined;
  /** When the editor last heard how the check goes: milliseconds after it began. */
  statusAt = 0;
  /** Resolves once the settings are known. */
  readonly ready: Promise<void>;
  readonly becomeReady: () => void;

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.version = version;
    this.size = text.length;
    let resolveReady = () => {};
    this.ready = new Promise((resolve) => {
      resolveReady = resolve;
    });
    this.becomeReady = resolveReady;
    this.dataset.reset(splitLines(text), signatureOfText(text));
  }
}

/** What is open, by URI. */
export class Documents implements Iterable<OpenDocument> {
  /** Editors may write one URI in several ways. */
  readonly #open = new Map<string, OpenDocument>();

  open(uri: string, version: number, text: string): OpenDocument {
    const document = new OpenDocument(uri, version, text);
    this.#open.set(keyOf(uri), document);
    return document;
  }

  /** The document with the changes made; undefined where there is nothing to do. */
  change(uri: string, version: number, changes: readonly TextChange[]): OpenDocument | undefined {
    const document = this.#open.get(keyOf(uri));
    if (document === undefined) {
      return undefined;
    }
    document.version = version;
    if (changes.length === 0) {
      // Editors send these when a document becomes dirty or clean.
      return undefined;
    }
    applyChanges(document.dataset, changes);
    for (const { text } of changes) {
      document.size += text.length;
    }
    return document;
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.#open.get(keyOf(uri));
    this.#open.delete(keyOf(uri));
    return document;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(keyOf(uri));
  }

  /** Whether a document is still this one: it may have been closed, and opened anew, while one waited. */
  has(document: OpenDocument): boolean {
    return this.#open.get(keyOf(document.uri)) === document;
  }

  [Symbol.iterator](): Iterator<OpenDocument> {
    return this.#open.values();
  }
}

function keyOf(uri: string): string {
  return URI.parse(uri).toString();
}
