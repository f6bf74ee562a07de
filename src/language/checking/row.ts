import type { CheckedRow, RowFacts } from '../facts/facts.ts';
import type { Problem } from '../rules/problem.ts';

/** A line of a dataset with the results of its last check. */
export class DatasetRow implements CheckedRow {
  line: number;
  text: string;
  /** Undefined before the first check. */
  facts: RowFacts | undefined = undefined;
  problems: readonly Problem[] = noProblems;

  constructor(line: number, text: string) {
    this.line = line;
    this.text = text;
  }
}

const noProblems: readonly Problem[] = [];
