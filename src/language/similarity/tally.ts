/** How often each key occurs, kept up to date as keys come and go. `version` moves with every change. */
export class Tally<K> {
  readonly #counts = new Map<K, number>();
  #total = 0;
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** Sum of all counts. */
  get total(): number {
    return this.#total;
  }

  get counts(): ReadonlyMap<K, number> {
    return this.#counts;
  }

  count(key: K): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: K): void {
    this.#counts.set(key, this.count(key) + 1);
    this.#total++;
    this.#version++;
  }

  remove(key: K): void {
    const count = this.count(key);
    if (count > 1) {
      this.#counts.set(key, count - 1);
    } else {
      this.#counts.delete(key);
    }
    this.#total--;
    this.#version++;
  }

  /** Says that something that is counted under a key has changed otherwise: its place in a row, say. */
  touch(): void {
    this.#version++;
  }
}
