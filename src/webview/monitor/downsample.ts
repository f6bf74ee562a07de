import { firstAtLeast } from './curve.ts';

/** What is drawn of a curve: x and y of equal length; a null in y breaks the line. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/**
 * The points of a curve between two x, and one more on either side so that the line reaches the edges; where there
 * are more than can be told apart, those that make the same picture: of each of `pixels` equal parts the first, lowest,
 * highest and last. So at most 4 × pixels + 2 points, however long the curve is, and no peak is lost.
 */
export function downsample(curve: Points, from: number, to: number, pixels: number): Points {
  const start = Math.max(0, firstAtLeast(curve.x, from) - 1);
  const end = Math.min(curve.x.length, firstAtLeast(curve.x, to) + 2);
  if (end - start <= 4 * pixels || !(to > from)) {
    return { x: curve.x.slice(start, end), y: curve.y.slice(start, end) };
  }
  const x: number[] = [];
  const y: (number | null)[] = [];
  const bucketOf = (index: number) => Math.floor(((curve.x[index]! - from) / (to - from)) * pixels);
  for (let index = start; index < end; ) {
    const bucket = bucketOf(index);
    let last = index + 1;
    while (last < end && bucketOf(last) === bucket) {
      last += 1;
    }
    for (const kept of extremes(curve.y, index, last)) {
      x.push(curve.x[kept]!);
      y.push(curve.y[kept]!);
    }
    index = last;
  }
  return { x, y };
}

/** Of a part: the first, lowest, highest and last value, in their order. A part without a value is a gap, of one null. */
function extremes(y: Points['y'], from: number, to: number): number[] {
  let first = -1;
  let lowest = -1;
  let highest = -1;
  let last = -1;
  for (let index = from; index < to; index += 1) {
    const value = y[index] ?? null;
    if (value === null) {
      continue;
    }
    if (first === -1) {
      first = lowest = highest = index;
    }
    if (value < y[lowest]!) {
      lowest = index;
    }
    if (value > y[highest]!) {
      highest = index;
    }
    last = index;
  }
  return first === -1 ? [from] : [...new Set([first, lowest, highest, last])].sort((a, b) => a - b);
}
