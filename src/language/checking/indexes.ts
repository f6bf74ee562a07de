import type { CheckedRow, ExampleFacts, PairFacts, RowFacts } from '../rules/facts.ts';
import type { Indexes } from '../rules/rule.ts';
import { RowGroups } from '../similarity/groups.ts';
import { Tally } from '../similarity/tally.ts';

export function createIndexes(): Indexes {
  return {
    kinds: new Tally(),
    shapes: new Tally(),
    meanings: new RowGroups(),
    prompts: new RowGroups(),
    systems: new Tally(),
    toolsDeclared: new Tally(),
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
  recount(indexes.shapes, before?.shape, after?.shape);
  indexes.meanings.move(row, old?.fingerprints.meaning, now?.fingerprints.meaning);
  indexes.prompts.move(row, old?.fingerprints.prompt, now?.fingerprints.prompt);
  recountList(indexes.systems, old === undefined ? [] : [old.system], now === undefined ? [] : [now.system]);
  recountList(indexes.toolsDeclared, old?.toolsDeclared ?? [], now?.toolsDeclared ?? []);
  recountList(indexes.toolsCalled, old?.toolsCalled ?? [], now?.toolsCalled ?? []);
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
  if (before.length === after.length && before.every((key, index) => key === after[index])) {
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
