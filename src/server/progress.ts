import path from 'node:path';
import type { WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { OpenDocument } from './documents.ts';

/** From so long a check on, in milliseconds, people want to know that something happens. */
const patience = 500;

interface CancellableReporter extends WorkDoneProgressReporter {
  readonly token?: { readonly onCancellationRequested: (listener: () => void) => unknown };
}

/** Shows the progress of checks that take long, with a way to stop them. */
export class Progress {
  readonly #create: () => Promise<CancellableReporter>;
  readonly #cancel: (document: OpenDocument) => void;
  /** Undefined while the editor has not yet answered. */
  readonly #shown = new Map<OpenDocument, CancellableReporter | undefined>();

  constructor(create: () => Promise<CancellableReporter>, cancel: (document: OpenDocument) => void) {
    this.#create = create;
    this.#cancel = cancel;
  }

  update(document: OpenDocument, elapsed: number): void {
    if (elapsed < patience) {
      return;
    }
    if (!this.#shown.has(document)) {
      this.#shown.set(document, undefined);
      // An editor that won't show it is left in peace.
      this.#begin(document).catch(() => {});
      return;
    }
    const { rows, pending } = document.dataset;
    const done = rows.length - pending;
    this.#shown
      .get(document)
      ?.report(Math.floor((done / rows.length) * 100), `${done.toLocaleString('en')} rows`);
  }

  end(document: OpenDocument): void {
    this.#shown.get(document)?.done();
    this.#shown.delete(document);
  }

  async #begin(document: OpenDocument): Promise<void> {
    const reporter = await this.#create();
    if (!this.#shown.has(document)) {
      reporter.done();
      return;
    }
    this.#shown.set(document, reporter);
    reporter.begin(`Checking ${path.posix.basename(URI.parse(document.uri).path)}`, 0, undefined, true);
    reporter.token?.onCancellationRequested(() => this.#cancel(document));
  }
}
