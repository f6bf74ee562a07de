import type { DrawnRun } from './frame.ts';

/** A checkpoint's mark: pixels from the left, and its row above the axis. */
export interface PlacedMark {
  readonly left: number;
  readonly row: number;
  readonly run: string;
  readonly colour: number;
  readonly step: number;
  readonly path: string;
}

/** Marks nearer to each other would lie on each other. */
const size = 11;
const rows = 3;

/**
 * Where marks lie in a plot of a width: on the axis; above it where another run's is there already, for runs save at the
 * same steps. Where a run's own are too close (some hundred checkpoints), those between are left out.
 */
export function placeMarks(
  runs: readonly Pick<DrawnRun, 'name' | 'colour' | 'marks'>[],
  toLeft: (x: number) => number,
  width: number,
): PlacedMark[] {
  const placed: PlacedMark[] = [];
  const last = Array.from({ length: rows }, () => [] as number[]);
  for (const { name, colour, marks } of runs) {
    for (const { x, step, path } of marks) {
      const left = Math.round(toLeft(x));
      const row = last.findIndex((lefts) => lefts.every((other) => Math.abs(other - left) >= size));
      const isOwn = placed.some((mark) => mark.colour === colour && Math.abs(mark.left - left) < size);
      if (left >= 0 && left <= width && row !== -1 && !isOwn) {
        last[row]!.push(left);
        placed.push({ left, row, run: name, colour, step, path });
      }
    }
  }
  return placed;
}
