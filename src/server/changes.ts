import { type Dataset, spliceOf, type TextChange } from '../language/index.ts';

/** From so many changes in one event on, they are put together before the dataset is told. */
const manyChanges = 50;

/** Applies the changes of one event, in their order, each seeing the text that the ones before it left. */
export function applyChanges(dataset: Dataset, changes: readonly TextChange[]): void {
  if (changes.length >= manyChanges && changes.some(movesLines)) {
    applyTogether(dataset, changes);
    return;
  }
  for (const change of changes) {
    dataset.splice(spliceOf((line) => dataset.rows[line]!.text, dataset.rows.length, change));
  }
}

function movesLines({ range, text }: TextChange): boolean {
  return range === undefined || range.start.line !== range.end.line || /[\r\n]/.test(text);
}

/**
 * Thousands of changes that each add or remove lines (all blank lines removed, say) would move the rows below
 * thousands of times. So the lines are edited first, then the dataset once.
 */
function applyTogether(dataset: Dataset, changes: readonly TextChange[]): void {
  const lines = new LineEditor(dataset.rows.map((row) => row.text));
  for (const change of changes) {
    lines.apply(change);
  }
  const after = lines.lines();
  const { rows } = dataset;
  const shorter = Math.min(rows.length, after.length);
  let start = 0;
  while (start < shorter && rows[start]!.text === after[start]) {
    start++;
  }
  let same = 0;
  while (same < shorter - start && rows[rows.length - 1 - same]!.text === after[after.length - 1 - same]) {
    same++;
  }
  dataset.splice({
    start,
    removed: rows.length - same - start,
    inserted: after.slice(start, after.length - same),
  });
}

/**
 * Lines with a gap at the last place that was edited. Editors send changes from the bottom of a document to its top:
 * then each costs no more than its own lines. In any other order the result is the same and takes longer.
 */
class LineEditor {
  /** Lines above the gap. */
  readonly #above: string[];
  /** Lines below the gap, the uppermost last. */
  readonly #below: string[] = [];

  constructor(lines: string[]) {
    this.#above = lines;
  }

  apply(change: TextChange): void {
    const count = this.#above.length + this.#below.length;
    const { start, removed, inserted } = spliceOf((line) => this.#lineAt(line), count, change);
    this.#moveGap(start + removed);
    this.#above.length = start;
    for (let index = inserted.length - 1; index >= 0; index--) {
      this.#below.push(inserted[index]!);
    }
  }

  lines(): string[] {
    return [...this.#above, ...this.#below.reverse()];
  }

  #lineAt(line: number): string {
    const below = line - this.#above.length;
    return below < 0 ? this.#above[line]! : this.#below[this.#below.length - 1 - below]!;
  }

  #moveGap(line: number): void {
    while (this.#above.length > line) {
      this.#below.push(this.#above.pop()!);
    }
    while (this.#above.length < line) {
      this.#above.push(this.#below.pop()!);
    }
  }
}
