/** Tells listeners which runs have changed, changes that come close together at once. */
export class Changes {
  readonly #within: number;
  readonly #listeners = new Set<(ids: readonly string[]) => void>();
  readonly #log: (text: string) => void;
  readonly #ids = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(within: number, log: (text: string) => void) {
    this.#within = within;
    this.#log = log;
  }

  listen(listener: (ids: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(id: string): void {
    if (this.#listeners.size > 0) {
      this.#ids.add(id);
      this.#timer ??= setTimeout(() => this.flush(), this.#within);
    }
  }

  /** Tells now what is still to be told. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = [...this.#ids];
    this.#ids.clear();
    for (const listener of ids.length > 0 ? [...this.#listeners] : []) {
      try {
        listener(ids);
      } catch (error) {
        this.#log(String(error));
      }
    }
  }
}
