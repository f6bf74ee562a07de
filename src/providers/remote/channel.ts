import { once } from 'node:events';

/** Items that are waiting before a sender has to wait too. */
const capacity = 256;

/** Hands items of several senders to one receiver, in the order in which they came. */
export class Channel<Item> {
  readonly #items: Item[] = [];
  readonly #events = new EventTarget();

  /** For what is rare. */
  push(item: Item): void {
    this.#items.push(item);
    this.#events.dispatchEvent(new Event('item'));
  }

  /** For what comes in masses: returns once the receiver keeps up. Throws once the signal is aborted. */
  async put(item: Item, signal: AbortSignal): Promise<void> {
    while (this.#items.length >= capacity) {
      await once(this.#events, 'room', { signal });
    }
    this.push(item);
  }

  /** The next item, waited for. Throws the signal's reason once it is aborted. */
  async take(signal: AbortSignal): Promise<Item> {
    for (;;) {
      signal.throwIfAborted();
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#events.dispatchEvent(new Event('room'));
        return item;
      }
      await once(this.#events, 'item', { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
