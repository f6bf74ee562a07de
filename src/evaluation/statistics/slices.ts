import { type BootstrapOptions, type PairedEstimate, pairedBootstrap } from './bootstrap.ts';
import { type Conclusion, conclude } from './conclusion.ts';
import { usualConfidence } from './interval.ts';

export interface SlicedRow {
  readonly base: number | null;
  readonly tuned: number | null;
  /** What the row is, by kind: `{ label: ['refund'], language: ['de'], length: ['long'] }`. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

export interface Slice {
  readonly kind: string;
  readonly value: string;
  /** Which rows are in it. */
  readonly rows: readonly number[];
  readonly estimate: PairedEstimate;
  readonly conclusion: Conclusion;
}

export interface Slices {
  /** Where the tuned model lost most first. */
  readonly slices: readonly Slice[];
  /** The confidence of each slice's interval. */
  readonly confidence: number;
  /** Slices that were too many to look at: those with the fewest rows. */
  readonly unlisted: number;
}

const mostSlices = 50;

/**
 * The comparison again on parts of the rows that share a tag. With many slices some would look worse by chance alone, so
 * that their intervals are wider: the chance of a mistake is divided by their number (Bonferroni), and so all of them hold
 * together with the confidence asked for. Slices of a single row and those that are the whole dataset tell nothing new.
 */
export function slicesOf(rows: readonly SlicedRow[], options: BootstrapOptions = {}): Slices {
  const groups = new Map<string, { kind: string; value: string; rows: number[] }>();
  for (const [index, { tags }] of rows.entries()) {
    for (const [kind, values] of Object.entries(tags)) {
      for (const value of new Set(values)) {
        const key = JSON.stringify([kind, value]);
        const group = groups.get(key) ?? { kind, value, rows: [] };
        group.rows.push(index);
        groups.set(key, group);
      }
    }
  }
  const all = [...groups.values()].filter(
    (group) => group.rows.length > 1 && group.rows.length < rows.length,
  );
  const kept = all.sort((a, b) => b.rows.length - a.rows.length || byName(a, b)).slice(0, mostSlices);
  const asked = options.confidence ?? usualConfidence;
  const confidence = 1 - (1 - asked) / Math.max(1, kept.length);
  const slices = kept.map((group): Slice => {
    const [base, tuned] = (['base', 'tuned'] as const).map((side) =>
      group.rows.map((row) => rows[row]![side]),
    );
    const estimate = pairedBootstrap(base!, tuned!, { ...options, confidence });
    const { rows: count, mean: difference, interval } = estimate;
    return { ...group, estimate, conclusion: conclude({ rows: count, difference, interval, confidence }) };
  });
  slices.sort(
    (a, b) =>
      (a.estimate.mean ?? Number.POSITIVE_INFINITY) - (b.estimate.mean ?? Number.POSITIVE_INFINITY) ||
      byName(a, b),
  );
  return { slices, confidence, unlisted: all.length - kept.length };
}

/** Texts as short, medium or long: thirds of the rows, so that equal lengths are in the same third. */
export function lengthTags(lengths: readonly number[]): ('short' | 'medium' | 'long')[] {
  const sorted = [...lengths].sort((a, b) => a - b);
  const third = sorted[Math.floor(sorted.length / 3)] ?? 0;
  const twoThirds = sorted[Math.floor((sorted.length * 2) / 3)] ?? 0;
  return lengths.map((length) => (length < third ? 'short' : length < twoThirds ? 'medium' : 'long'));
}

interface Named {
  readonly kind: string;
  readonly value: string;
}

function byName(a: Named, b: Named): number {
  const [left, right] = [JSON.stringify([a.kind, a.value]), JSON.stringify([b.kind, b.value])];
  return left < right ? -1 : Number(left > right);
}
