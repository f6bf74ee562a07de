/** How many tokens rows have: estimates, sorted. */
export class Lengths {
  readonly #sorted: Uint32Array;

  constructor(lengths: Uint32Array) {
    this.#sorted = Uint32Array.from(lengths).sort();
  }

  get rows(): number {
    return this.#sorted.length;
  }

  get max(): number {
    return this.#sorted.at(-1) ?? 0;
  }

  get mean(): number {
    return this.rows === 0 ? 0 : this.#sorted.reduce((sum, length) => sum + length, 0) / this.rows;
  }

  /** The least length that this share of the rows, 0 to 1, do not exceed; 0 where there are no rows. */
  percentile(share: number): number {
    const at = Math.ceil(share * this.rows) - 1;
    return this.#sorted[Math.min(Math.max(at, 0), this.rows - 1)] ?? 0;
  }

  /** Rows with more tokens than this. */
  longerThan(tokens: number): number {
    let low = 0;
    let high = this.rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! > tokens) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return this.rows - low;
  }

  /** Tokens of all rows where each is cut at a length. */
  sumUpTo(most: number): number {
    return this.#sorted.reduce((sum, length) => sum + Math.min(length, most), 0);
  }

  /** Rows by length, in steps of tokens: `[upTo, rows]`, empty steps left out. */
  histogram(step = 64): readonly (readonly [upTo: number, rows: number])[] {
    const steps: [number, number][] = [];
    for (const length of this.#sorted) {
      const upTo = Math.max(step, Math.ceil(length / step) * step);
      const last = steps.at(-1);
      if (last?.[0] === upTo) {
        last[1]++;
      } else {
        steps.push([upTo, 1]);
      }
    }
    return steps;
  }
}
