import type { RowHandle } from '../document/row.ts';
import { Tally } from './tally.ts';

/**
 * A tally that also knows which rows it counted, so that the rare ones are found without a walk over all rows.
 *
 * A row that leaves a key stays on the key's list until somebody asks for it: then those that have another key by now
 * are left out. Lists only grow, which is many times cheaper than a Set for each key, and are cleared of what left
 * when that is more than half.
 */
export class RowsBy<K, Row extends RowHandle> extends Tally<K> {
  readonly #holds: (row: Row, key: K) => boolean;
  readonly #lists = new Map<K, Row[]>();

  /** `holds` says whether a row is counted under a key now; a row that is gone is counted under none. */
  constructor(holds: (row: Row, key: K) => boolean) {
    super();
    this.#holds = holds;
  }

  /** The rows counted under a key, in no particular order. */
  rows(key: K): Iterable<Row> {
    const list = this.#lists.get(key);
    if (list === undefined || this.count(key) === 0) {
      return [];
    }
    return new Set(list.filter((row) => this.#holds(row, key)));
  }

  /** The first row of the file under a key. `all` are the rows in order: one of many is soon come across there. */
  first(key: K, all: readonly Row[]): Row | undefined {
    if (this.count(key) * 8 > all.length) {
      return all.find((row) => this.#holds(row, key));
    }
    let first: Row | undefined;
    for (const row of this.rows(key)) {
      if (first === undefined || row.line < first.line) {
        first = row;
      }
    }
    return first;
  }

  addRow(key: K, row: Row): void {
    this.add(key);
    const list = this.#lists.get(key);
    if (list === undefined) {
      this.#lists.set(key, [row]);
      return;
    }
    list.push(row);
    if (list.length > 64 && list.length > this.count(key) * 2) {
      this.#lists.set(key, [...this.rows(key), row]);
    }
  }

  removeRow(key: K): void {
    this.remove(key);
    if (this.count(key) === 0) {
      this.#lists.delete(key);
    }
  }
}
