import type { Shape } from '../document/shape.ts';
import { RowGroups } from '../similarity/groups.ts';
import { RowsBy } from '../similarity/rows-by.ts';
import { Tally } from '../similarity/tally.ts';
import type { CheckedRow, ExampleFacts, PairFacts, RowFacts, RowKind } from './facts.ts';

/** Dataset-wide indexes; each has a version that stands still while what it says does. */
export interface Indexes {
  readonly kinds: Tally<RowKind>;
  /** Rows by the form of their value; what is usual and what is drift follows from it. */
  readonly shapes: RowsBy<Shape, CheckedRow>;
  readonly meanings: RowGroups<CheckedRow>;
  readonly prompts: RowGroups<CheckedRow>;
  /** System prompts, undefined for examples without one. */
  readonly systems: RowsBy<string | undefined, CheckedRow>;
  readonly toolsDeclared: RowsBy<string, CheckedRow>;
  readonly toolsCalled: Tally<string>;
  /** Examples by edge case (index into coverage/catalogue) and by trait (coverage/traits). */
  readonly cases: Tally<number>;
  /** Preference pairs by which side is longer. */
  readonly pairs: Tally<'chosen' | 'rejected' | 'equal'>;
}

const none: readonly string[] = [];

export function createIndexes(): Indexes {
  return {
    kinds: new Tally(),
    shapes: new RowsBy((row, shape) => row.facts?.shape === shape),
    meanings: new RowGroups(),
    prompts: new RowGroups(),
    systems: new RowsBy((row, system) => {
      const example = row.facts?.example;
      return example !== undefined && example.system === system;
    }),
    toolsDeclared: new RowsBy((row, name) => row.facts?.example?.toolsDeclared.includes(name) === true),
    toolsCalled: new Tally(),
    cases: new Tally(),
    pairs: new Tally(),
  };
}

/**
 * Moves what one row contributes to the indexes from its old facts to its new ones; undefined stands for a row that
 * is not there. What the edit left as it was is not touched, so that its index keeps its version.
 */
export function reindex(
  indexes: Indexes,
  row: CheckedRow,
  before: RowFacts | undefined,
  after: RowFacts | undefined,
): void {
  const old = before?.example;
  const now = after?.example;
  recount(indexes.kinds, before?.kind, after?.kind);
  if (before?.shape !== after?.shape) {
    moveRow(
      indexes.shapes,
      row,
      before?.shape !== undefined,
      before?.shape,
      after?.shape !== undefined,
      after?.shape,
    );
  }
  indexes.meanings.move(row, old?.fingerprints.meaning, now?.fingerprints.meaning);
  indexes.prompts.move(row, old?.fingerprints.prompt, now?.fingerprints.prompt);
  if (old?.system !== now?.system || (old === undefined) !== (now === undefined)) {
    moveRow(indexes.systems, row, old !== undefined, old?.system, now !== undefined, now?.system);
  }
  if (!sameList(old?.toolsDeclared ?? none, now?.toolsDeclared ?? none)) {
    for (const name of old?.toolsDeclared ?? none) {
      indexes.toolsDeclared.removeRow(name);
    }
    for (const name of now?.toolsDeclared ?? none) {
      indexes.toolsDeclared.addRow(name, row);
    }
  }
  recountList(indexes.toolsCalled, old?.toolsCalled ?? none, now?.toolsCalled ?? none);
  recountBits(indexes.cases, old?.cases ?? 0, now?.cases ?? 0);
  recount(indexes.pairs, longerSide(old?.pair), longerSide(now?.pair));
  if (old !== undefined && now !== undefined) {
    touch(indexes, old, now);
  }
}

/**
 * Rules compare the answers of rows that share a prompt, and point into system prompts that few rows have. An edit that
 * leaves prompt and system prompt as they were can change both: the answer, and where in its row the prompt stands.
 */
function touch(indexes: Indexes, old: ExampleFacts, now: ExampleFacts): void {
  const { prompts, systems } = indexes;
  if (now.fingerprints.prompt !== undefined && old.fingerprints.prompt === now.fingerprints.prompt) {
    prompts.touch(now.fingerprints.prompt);
  }
  // What most rows share is what the others are held against: nobody points into it.
  if (
    now.system !== undefined &&
    old.system === now.system &&
    systems.count(now.system) * 2 <= systems.total
  ) {
    systems.touch();
  }
}

/** A key may be undefined and counted as such: whether it counts is said apart. */
function moveRow<K>(
  index: RowsBy<K, CheckedRow>,
  row: CheckedRow,
  was: boolean,
  before: K | undefined,
  is: boolean,
  after: K | undefined,
): void {
  if (was) {
    index.removeRow(before as K);
  }
  if (is) {
    index.addRow(after as K, row);
  }
}

function recount<K>(tally: Tally<K>, before: K | undefined, after: K | undefined): void {
  if (before === after) {
    return;
  }
  if (before !== undefined) {
    tally.remove(before);
  }
  if (after !== undefined) {
    tally.add(after);
  }
}

function recountList<K>(tally: Tally<K>, before: readonly K[], after: readonly K[]): void {
  if (sameList(before, after)) {
    return;
  }
  for (const key of before) {
    tally.remove(key);
  }
  for (const key of after) {
    tally.add(key);
  }
}

function recountBits(tally: Tally<number>, before: number, after: number): void {
  let changed = before ^ after;
  while (changed !== 0) {
    const index = 31 - Math.clz32(changed);
    const bit = 1 << index;
    changed ^= bit;
    recount(tally, before & bit ? index : undefined, after & bit ? index : undefined);
  }
}

function longerSide(pair: PairFacts | undefined): 'chosen' | 'rejected' | 'equal' | undefined {
  if (pair === undefined) {
    return undefined;
  }
  if (pair.chosenLength === pair.rejectedLength) {
    return 'equal';
  }
  return pair.chosenLength > pair.rejectedLength ? 'chosen' : 'rejected';
}

function sameList<K>(before: readonly K[], after: readonly K[]): boolean {
  return before.length === after.length && before.every((key, index) => key === after[index]);
}
