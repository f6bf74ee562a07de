import type { CheckedRow } from '../facts/facts.ts';
import type { Indexes } from '../facts/indexes.ts';
import { catalogue } from './catalogue.ts';
import type { EdgeCase, Need } from './edge-case.ts';
import { exampleBit, traitsOf } from './traits.ts';

/** One line of the coverage matrix. */
export interface CoverageEntry {
  /** An edge case's id, or `tool:<name>` for a declared tool that is to be called. */
  readonly id: string;
  readonly title: string;
  readonly status: 'covered' | 'missing';
  /** How many examples cover it, and how few count as missing. */
  readonly count: number;
  readonly min: number;
  /** Numbers, from 1, of the first rows that cover it. */
  readonly rows: readonly number[];
}

/** An edge case that makes sense in a file, with the number of its examples. */
export interface Tallied {
  readonly edgeCase: EdgeCase;
  readonly bit: number;
  readonly count: number;
}

const mostRows = 5;

/** Examples that count: all but running text. */
export function exampleCount({ cases }: Pick<Indexes, 'cases'>): number {
  return cases.count(exampleBit);
}

/** The edge cases that make sense in a file, in the order of the catalogue. */
export function talliedCases(rows: readonly CheckedRow[], indexes: Indexes): Tallied[] {
  if (exampleCount(indexes) === 0) {
    return [];
  }
  const { speaks, understood, plain } = traitsOf(rows);
  const holds: Record<Need, boolean> = {
    tools: indexes.toolsDeclared.total > 0,
    turns: !plain,
    speech: speaks,
    language: understood,
  };
  return catalogue.flatMap((edgeCase, bit) =>
    edgeCase.needs.every((need) => holds[need]) ? [{ edgeCase, bit, count: indexes.cases.count(bit) }] : [],
  );
}

/** Which edge cases a file covers: the built-in ones that make sense in it, and a call of every declared tool. */
export function coverageOf(dataset: {
  readonly rows: readonly CheckedRow[];
  readonly indexes: Indexes;
}): CoverageEntry[] {
  const { rows, indexes } = dataset;
  const entries = talliedCases(rows, indexes).map(({ edgeCase, bit, count }) =>
    entryOf(edgeCase, count, rows, ({ cases }) => (cases & (1 << bit)) !== 0),
  );
  for (const name of [...indexes.toolsDeclared.counts.keys()].sort()) {
    const called = { id: `tool:${name}`, title: `A call of "${name}"`, min: 1 };
    const count = indexes.toolsCalled.count(name);
    entries.push(entryOf(called, count, rows, ({ toolsCalled }) => toolsCalled.includes(name)));
  }
  return entries;
}

function entryOf(
  { id, title, min }: Pick<EdgeCase, 'id' | 'title' | 'min'>,
  count: number,
  rows: readonly CheckedRow[],
  covers: (facts: NonNullable<NonNullable<CheckedRow['facts']>['example']>) => boolean,
): CoverageEntry {
  return {
    id,
    title,
    status: count >= min ? 'covered' : 'missing',
    count,
    min,
    rows: count === 0 ? [] : firstRows(rows, covers),
  };
}

function firstRows(
  rows: readonly CheckedRow[],
  covers: (facts: NonNullable<NonNullable<CheckedRow['facts']>['example']>) => boolean,
): number[] {
  const found: number[] = [];
  for (const { line, facts } of rows) {
    if (facts?.example !== undefined && covers(facts.example)) {
      found.push(line + 1);
      if (found.length === mostRows) {
        break;
      }
    }
  }
  return found;
}
