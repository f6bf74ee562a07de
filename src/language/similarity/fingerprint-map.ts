/**
 * A map from fingerprints (integers below 2^53). They are spread evenly as they are, so that open addressing over
 * typed arrays needs no hash of its own; a Map boxes each such number and takes ten times as long.
 */
export class FingerprintMap<V> {
  #keys = new Float64Array(16).fill(-1);
  #values: (V | undefined)[] = new Array(16).fill(undefined);
  /** Slots taken, those of deleted keys included: they are given up when the table grows. */
  #taken = 0;

  get(key: number): V | undefined {
    return this.#values[this.#slot(key)];
  }

  set(key: number, value: V): void {
    if (this.#taken * 2 >= this.#keys.length) {
      this.#rebuild();
    }
    const slot = this.#slot(key);
    if (this.#keys[slot] === -1) {
      this.#keys[slot] = key;
      this.#taken++;
    }
    this.#values[slot] = value;
  }

  delete(key: number): void {
    // The key stays, so that the keys beyond it are still found.
    this.#values[this.#slot(key)] = undefined;
  }

  /** Where a key is, or where it would go. */
  #slot(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let slot = ((key % 0x100000000) | 0) & mask;
    while (keys[slot] !== -1 && keys[slot] !== key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #rebuild(): void {
    const keys = this.#keys;
    const values = this.#values;
    const live = values.reduce<number>((count, value) => (value === undefined ? count : count + 1), 0);
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, live * 4)));
    this.#keys = new Float64Array(size).fill(-1);
    this.#values = new Array(size).fill(undefined);
    this.#taken = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      const value = values[slot];
      if (value !== undefined) {
        const to = this.#slot(keys[slot]!);
        this.#keys[to] = keys[slot]!;
        this.#values[to] = value;
        this.#taken++;
      }
    }
  }
}
