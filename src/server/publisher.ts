import type { OpenDocument } from './documents.ts';

/** How long a document must stand still before its problems are told, in milliseconds: small ones are quick to tell. */
const pause = { small: 30, large: 150 };

/** UTF-16 units. */
const smallDocument = 256 * 1024;

/** Decides when the problems of a document are told: not for each keystroke, and never for an older version. */
export class Publisher {
  readonly #publish: (document: OpenDocument) => void;
  readonly #quietAt = new Map<OpenDocument, number>();
  readonly #timers = new Map<OpenDocument, NodeJS.Timeout>();

  constructor(publish: (document: OpenDocument) => void) {
    this.#publish = publish;
  }

  /** The document was edited. */
  edited(document: OpenDocument): void {
    const wait = document.size <= smallDocument ? pause.small : pause.large;
    this.#quietAt.set(document, performance.now() + wait);
  }

  /** What is known of the document is out of date: nothing is told until it has been checked again. */
  hold(document: OpenDocument): void {
    clearTimeout(this.#timers.get(document));
  }

  /** The document has been checked as it is. */
  checked(document: OpenDocument): void {
    this.hold(document);
    const wait = (this.#quietAt.get(document) ?? 0) - performance.now();
    if (wait <= 0) {
      this.#publish(document);
    } else {
      this.#timers.set(
        document,
        setTimeout(() => this.#publish(document), wait),
      );
    }
  }

  forget(document: OpenDocument): void {
    this.hold(document);
    this.#timers.delete(document);
    this.#quietAt.delete(document);
  }
}
