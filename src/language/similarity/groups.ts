import type { RowHandle } from '../document/row.ts';
import { FingerprintMap } from './fingerprint-map.ts';

/**
 * Rows grouped by a fingerprint, kept up to date row by row. `version` moves only when a group of two or more
 * changes, or one of its rows: while it stands still, whatever was found out about the groups still holds.
 */
export class RowGroups<Row extends RowHandle> {
  readonly #groups = new FingerprintMap<Row | Set<Row>>();
  readonly #crowded = new Set<Set<Row>>();
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** Groups of at least two rows, each in the order of the file. */
  *crowded(): Iterable<readonly Row[]> {
    for (const group of this.#crowded) {
      yield [...group].sort((a, b) => a.line - b.line);
    }
  }

  /** Moves a row from one group to another; undefined stands for none. */
  move(row: Row, from: number | undefined, to: number | undefined): void {
    if (from === to) {
      return;
    }
    if (from !== undefined) {
      this.#remove(row, from);
    }
    if (to !== undefined) {
      this.#add(row, to);
    }
  }

  /** Says that a row that stays in its group has changed otherwise: whoever compares the rows of a group wants to know. */
  touch(key: number): void {
    if (this.#groups.get(key) instanceof Set) {
      this.#version++;
    }
  }

  #add(row: Row, key: number): void {
    const group = this.#groups.get(key);
    if (group === undefined) {
      // Nearly every group has one member: a Set for each would cost more than the rest of the index.
      this.#groups.set(key, row);
      return;
    }
    this.#version++;
    if (group instanceof Set) {
      group.add(row);
      return;
    }
    const pair = new Set([group, row]);
    this.#groups.set(key, pair);
    this.#crowded.add(pair);
  }

  #remove(row: Row, key: number): void {
    const group = this.#groups.get(key);
    if (!(group instanceof Set)) {
      this.#groups.delete(key);
      return;
    }
    this.#version++;
    group.delete(row);
    if (group.size === 1) {
      this.#crowded.delete(group);
      this.#groups.set(key, [...group][0]!);
    }
  }
}
