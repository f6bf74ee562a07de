import { areNear } from './near-texts.ts';
import { firstDifference } from './text-difference.ts';

export interface Counted {
  readonly text: string;
  readonly rows: number;
}

/** A rare text that is nearly a much commoner one. */
export interface Variant {
  readonly text: string;
  readonly of: Counted;
}

/** Bounds on the pairs that are compared: the commonest texts, and the rarest that are held against them. */
const mostCommon = 16;
const mostRare = 200;
/** Longer texts are not compared: reading two of them takes longer than a person waits for a key stroke. */
const longest = 50_000;

const timesAsCommon = 5;
const rareShare = 0.05;
const rareRows = 2;
const fewestRows = 10;
/** So many different fillings of one place, and the place is meant to be filled: a date, a name. */
const fillings = 3;

/**
 * Rare texts that are nearly the same as one that is at least five times as common: on at most one row of twenty, or on
 * two rows of ten or more. Where a common text has many variants that differ at one place, that place is a
 * blank to be filled, and they are none. `texts` come with the commonest first; `total` counts all rows.
 */
export function variantsOf(texts: readonly Counted[], total: number): Variant[] {
  if (total < fewestRows || texts.length * 2 > total) {
    // Where nearly every row has its own text, texts are individual by design.
    return [];
  }
  const common = texts.slice(0, mostCommon).filter(isComparable);
  const rare = texts
    .filter((text) => text.rows <= Math.max(rareRows, total * rareShare) && isComparable(text))
    .slice(-mostRare);
  const found = new Map<Counted, { variant: Variant; place: string }[]>();
  for (const { text, rows } of rare) {
    const of = common.find((other) => other.rows >= rows * timesAsCommon && areNear(text, other.text));
    if (of !== undefined) {
      const place = String(firstDifference(text, of.text)?.b);
      found.set(of, [...(found.get(of) ?? []), { variant: { text, of }, place }]);
    }
  }
  return [...found.values()].flatMap((list) =>
    list
      .filter(({ place }) => list.filter((other) => other.place === place).length < fillings)
      .map(({ variant }) => variant),
  );
}

function isComparable({ text }: Counted): boolean {
  return text.length <= longest && text.trim() !== '';
}
