import { isDeepStrictEqual } from 'node:util';
import type { FileSignature, TextChange } from '../language/index.ts';
import { sameOptions } from './configuration.ts';
import { Documents, type OpenDocument } from './documents.ts';
import { Publisher } from './publisher.ts';
import { Scheduler } from './scheduler.ts';
import type { DocumentSettings } from './settings.ts';

/** What a session needs of the world, and what it tells it. */
export interface SessionPorts {
  readonly settingsOf: (uri: string) => Promise<DocumentSettings>;
  /** Undefined where there is no file to be read. */
  readonly probe: (uri: string) => Promise<FileSignature | undefined>;
  /** The document has been checked, at the version that it has. */
  readonly onChecked: (document: OpenDocument) => void;
  /** It is being checked, for so many milliseconds by now. */
  readonly onChecking: (document: OpenDocument, elapsed: number) => void;
  /** It is no longer being checked. */
  readonly onIdle: (document: OpenDocument) => void;
  /** There is nothing to tell of it any more: it was closed, or switched off. */
  readonly onGone: (document: OpenDocument) => void;
  readonly onError: (what: string, document: OpenDocument, error: unknown) => void;
}

/** The life of open documents: opened, edited, checked, told of, closed. */
export class Session {
  readonly documents = new Documents();
  readonly #ports: SessionPorts;
  readonly #scheduler: Scheduler<OpenDocument>;
  readonly #publisher: Publisher;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#publisher = new Publisher((document) => ports.onChecked(document));
    this.#scheduler = new Scheduler({
      progressed: (document, elapsed) => ports.onChecking(document, elapsed),
      finished: (document) => {
        ports.onIdle(document);
        this.#publisher.checked(document);
      },
      failed: (document, error) => {
        // What one row brings about, thousands of others may: once for each state of a document is enough.
        if (document.failedAt !== document.version) {
          document.failedAt = document.version;
          ports.onError('Checking', document, error);
        }
      },
    });
  }

  open(uri: string, version: number, text: string): void {
    this.close(uri);
    const document = this.documents.open(uri, version, text);
    void this.#prepare(document, true);
  }

  change(uri: string, version: number, changes: readonly TextChange[]): void {
    const document = this.documents.change(uri, version, changes);
    if (document !== undefined) {
      this.#publisher.edited(document);
      this.#wake(document);
    }
  }

  /** The file of a document was written, by the editor or by someone else. */
  async written(uri: string): Promise<void> {
    const document = this.documents.get(uri);
    const signature = document && (await this.#ports.probe(uri));
    const news = signature !== undefined && !isDeepStrictEqual(signature, document?.dataset.file);
    if (document !== undefined && news && this.documents.has(document)) {
      document.dataset.describe(signature);
      this.#wake(document);
    }
  }

  /** Settings may have changed. */
  refresh(): void {
    for (const document of this.documents) {
      void this.#prepare(document, false);
    }
  }

  close(uri: string): void {
    const document = this.documents.close(uri);
    if (document !== undefined) {
      this.#leave(document);
      document.becomeReady();
    }
  }

  /** Stops checking a document until it is edited again. */
  cancel(document: OpenDocument): void {
    this.#scheduler.cancel(document);
  }

  /** Resolves when a document's problems are those of its text. */
  async settled(document: OpenDocument): Promise<void> {
    await document.ready;
    await this.#scheduler.settled(document);
  }

  async #prepare(document: OpenDocument, first: boolean): Promise<void> {
    const request = ++document.settingsRequests;
    try {
      const [settings, signature] = await Promise.all([
        this.#ports.settingsOf(document.uri),
        first ? this.#ports.probe(document.uri) : undefined,
      ]);
      if (signature !== undefined) {
        document.dataset.describe(signature);
      }
      // Closed meanwhile, or overtaken by a later change of settings.
      if (this.documents.has(document) && request === document.settingsRequests) {
        this.#configure(document, settings);
      }
    } catch (error) {
      this.#ports.onError('Reading the settings', document, error);
    }
    document.becomeReady();
  }

  #configure(document: OpenDocument, settings: DocumentSettings): void {
    const before = document.settings;
    document.settings = settings;
    if (!settings.enable) {
      this.#leave(document);
      return;
    }
    if (before === undefined || !sameOptions(before, settings)) {
      document.dataset.configure(settings.options);
    }
    this.#wake(document);
  }

  #wake(document: OpenDocument): void {
    if (document.settings?.enable === true) {
      this.#publisher.hold(document);
      this.#scheduler.wake(document);
    }
  }

  #leave(document: OpenDocument): void {
    this.#scheduler.drop(document);
    this.#publisher.forget(document);
    this.#ports.onIdle(document);
    this.#ports.onGone(document);
  }
}
