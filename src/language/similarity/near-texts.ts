import { plain } from './plain.ts';
import { commonEnd, commonStart } from './text-difference.ts';

/** Share of two texts that has to be the same for one to be taken for a variant of the other. */
export const nearness = 0.9;

/** Texts that differ over more than this are compared no further: the work grows with the product of both. */
const longestMiddle = 600;

/**
 * Whether two texts are nearly the same: all but a tenth of the longer one. Work is bounded: texts longer than the
 * bound are near where what differs is one short part, or only white space.
 */
export function areNear(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  const allowed = Math.floor(longer * (1 - nearness) + 1e-9);
  if (Math.abs(a.length - b.length) > allowed) {
    return onlySpacing(a, b, allowed);
  }
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const middle = Math.max(left.length, right.length);
  if (middle <= allowed) {
    return true;
  }
  if (middle > longestMiddle) {
    return onlySpacing(a, b, allowed);
  }
  return atLeast(left, right) <= allowed && stepsBetween(left, right, allowed) <= allowed;
}

/** A paragraph that was indented or wrapped otherwise has many differences and none. */
function onlySpacing(a: string, b: string, allowed: number): boolean {
  return Math.abs(a.length - b.length) <= allowed * 5 && plain(a) === plain(b);
}

/** Fewest edits there can be, from how often each character occurs: a cheap no for texts that have little in common. */
function atLeast(a: string, b: string): number {
  const counts = new Map<number, number>();
  for (let index = 0; index < a.length; index++) {
    const code = a.charCodeAt(index);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  for (let index = 0; index < b.length; index++) {
    const code = b.charCodeAt(index);
    counts.set(code, (counts.get(code) ?? 0) - 1);
  }
  let more = 0;
  let fewer = 0;
  for (const count of counts.values()) {
    if (count > 0) {
      more += count;
    } else {
      fewer -= count;
    }
  }
  return Math.max(more, fewer);
}

/**
 * Insertions, deletions and replacements that make one text of the other (Levenshtein), looked for in a band as wide as
 * `limit` allows: limit + 1 where there are more.
 */
function stepsBetween(a: string, b: string, limit: number): number {
  const over = limit + 1;
  let last = new Uint16Array(b.length + 1).fill(over);
  let current = new Uint16Array(b.length + 1).fill(over);
  for (let column = 0; column <= Math.min(limit, b.length); column++) {
    last[column] = column;
  }
  for (let row = 1; row <= a.length; row++) {
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    current[from - 1] = from === 1 ? Math.min(row, over) : over;
    let least = current[from - 1]!;
    for (let column = from; column <= to; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      const steps = Math.min(
        last[column - 1]! + (same ? 0 : 1),
        last[column]! + 1,
        current[column - 1]! + 1,
        over,
      );
      current[column] = steps;
      least = Math.min(least, steps);
    }
    if (to < b.length) {
      current[to + 1] = over;
    }
    if (least > limit) {
      return over;
    }
    [last, current] = [current, last];
  }
  return last[b.length]!;
}
