import type { TrlRow } from '../language/index.ts';

/** The rows of a file that are trained on, in order: column by column, since there may be millions. */
export interface RowTable {
  readonly count: number;
  /** From 1. */
  readonly lines: Uint32Array;
  /** Estimated tokens; see `RowLength`. */
  readonly lengths: Uint32Array;
  readonly totals: Uint32Array;
  readonly prompts: Uint32Array;
  readonly trained: Uint32Array;
  readonly assistant: Uint32Array;
  readonly last: Uint32Array;
  /** Fingerprints of all that a row says, and of its prompt; NaN for rows without one. */
  readonly meanings: Float64Array;
  readonly promptPrints: Float64Array;
  /** SHA-256 of each row's text, 32 bytes each. */
  readonly hashes: Uint8Array;
}

export const hashBytes = 32;

/** Fills a table row by row. */
export class RowTableBuilder {
  #count = 0;
  readonly #table: Omit<RowTable, 'count'>;

  /** `most`: how many rows there can be. */
  constructor(most: number) {
    this.#table = tableOf(most);
  }

  add(
    line: number,
    length: TrlRow['length'],
    fingerprints: { readonly meaning: number; readonly prompt: number | undefined },
    hash: Uint8Array,
  ): void {
    const at = this.#count++;
    const table = this.#table;
    table.lines[at] = line;
    table.lengths[at] = length.length;
    table.totals[at] = length.total;
    table.prompts[at] = length.prompt;
    table.trained[at] = length.trained;
    table.assistant[at] = length.assistant;
    table.last[at] = length.last;
    table.meanings[at] = fingerprints.meaning;
    table.promptPrints[at] = fingerprints.prompt ?? Number.NaN;
    table.hashes.set(hash, at * hashBytes);
  }

  get table(): RowTable {
    const count = this.#count;
    const { hashes, ...columns } = this.#table;
    const cut = Object.entries(columns).map(([name, column]) => [name, column.slice(0, count)]);
    return { count, ...Object.fromEntries(cut), hashes: hashes.slice(0, count * hashBytes) } as RowTable;
  }
}

function tableOf(count: number): Omit<RowTable, 'count'> {
  return {
    lines: new Uint32Array(count),
    lengths: new Uint32Array(count),
    totals: new Uint32Array(count),
    prompts: new Uint32Array(count),
    trained: new Uint32Array(count),
    assistant: new Uint32Array(count),
    last: new Uint32Array(count),
    meanings: new Float64Array(count),
    promptPrints: new Float64Array(count),
    hashes: new Uint8Array(count * hashBytes),
  };
}

/** One table under another. */
export function joinTables(tables: readonly RowTable[]): RowTable {
  const count = tables.reduce((sum, table) => sum + table.count, 0);
  const joined = tableOf(count);
  let at = 0;
  for (const table of tables) {
    for (const name of Object.keys(joined) as (keyof typeof joined)[]) {
      joined[name].set(table[name], name === 'hashes' ? at * hashBytes : at);
    }
    at += table.count;
  }
  return { count, ...joined };
}
