import { setImmediate } from 'node:timers/promises';
import type { RowTable } from '../../workspace/row-table.ts';

/** Rows of one split, with the file that each came from. */
export interface Rows {
  readonly table: RowTable;
  /** Absolute, by row. */
  readonly pathOf: (row: number) => string;
}

/** A held-out row whose content, or whose prompt, is trained on too. Lines start at 1; paths are absolute. */
export interface Leak {
  readonly kind: 'content' | 'prompt';
  readonly split: 'validation' | 'test';
  readonly path: string;
  readonly line: number;
  readonly trained: { readonly path: string; readonly line: number };
}

export interface Leaks {
  /** The first, whole rows before prompts. */
  readonly rows: readonly Leak[];
  readonly count: number;
}

const mostLeaks = 100;

/** Rows after which others get their turn. */
const slice = 20_000;

/** Finds held-out rows that are trained on: by fingerprints of what rows mean, not by their text. */
export async function findLeaks(
  train: Rows,
  heldOut: Readonly<Record<'validation' | 'test', Rows>>,
  signal?: AbortSignal,
): Promise<Leaks> {
  const meanings = await firstRows(train.table.meanings, signal);
  const prompts = await firstRows(train.table.promptPrints, signal);
  const found: Record<Leak['kind'], Leak[]> = { content: [], prompt: [] };
  let count = 0;
  for (const split of ['validation', 'test'] as const) {
    const { table, pathOf } = heldOut[split];
    for (let row = 0; row < table.count; row++) {
      if (row % slice === slice - 1) {
        await turn(signal);
      }
      const whole = meanings.get(table.meanings[row]!);
      const trained = whole ?? prompts.get(table.promptPrints[row]!);
      if (trained === undefined) {
        continue;
      }
      count++;
      const kind = whole === undefined ? 'prompt' : 'content';
      if (found[kind].length < mostLeaks) {
        found[kind].push({
          kind,
          split,
          path: pathOf(row),
          line: table.lines[row]!,
          trained: { path: train.pathOf(trained), line: train.table.lines[trained]! },
        });
      }
    }
  }
  return { rows: [...found.content, ...found.prompt].slice(0, mostLeaks), count };
}

/** The first row of each fingerprint. */
async function firstRows(prints: Float64Array, signal?: AbortSignal): Promise<ReadonlyMap<number, number>> {
  const first = new Map<number, number>();
  for (let row = 0; row < prints.length; row++) {
    if (row % slice === slice - 1) {
      await turn(signal);
    }
    const print = prints[row]!;
    // A row without a prompt shares it with none.
    if (!Number.isNaN(print) && !first.has(print)) {
      first.set(print, row);
    }
  }
  return first;
}

async function turn(signal?: AbortSignal): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
