import type { Series } from '../protocol.ts';

/** A series that grows in place: a long run sends its points a few at a time. */
export interface GrowingSeries extends Series {
  readonly steps: number[];
  readonly times: number[];
  readonly values: Record<string, (number | null)[]>;
}

export function emptySeries(): GrowingSeries {
  // Metrics are named by whoever wrote the trainer: "__proto__" too has to be a column.
  return { steps: [], times: [], values: Object.create(null) as Record<string, (number | null)[]> };
}

/**
 * Puts points that came later into a series. A run that was resumed begins again after its checkpoint: what the earlier
 * attempt had trained beyond that checkpoint was lost, so those steps are taken out. `checkpoints` are the steps of all.
 */
export function append(series: GrowingSeries, points: Series, checkpoints: readonly number[]): void {
  for (let row = 0; row < points.steps.length; row += 1) {
    const step = points.steps[row]!;
    const last = series.steps.at(-1);
    if (last !== undefined && step < last) {
      cut(series, resumedFrom(step, checkpoints) ?? step - 1);
    }
    if (series.steps.at(-1) !== step) {
      series.steps.push(step);
      series.times.push(points.times[row]!);
      for (const column of Object.values(series.values)) {
        column.push(null);
      }
    }
    put(series, points, row);
  }
}

/** Values at a step that is there already come beside those it has: a trainer logs loss and validation one by one. */
function put(series: GrowingSeries, points: Series, row: number): void {
  const at = series.steps.length - 1;
  for (const [name, values] of Object.entries(points.values)) {
    const column = series.values[name] ?? new Array<number | null>(series.steps.length).fill(null);
    series.values[name] = column;
    column[at] = values[row] ?? column[at] ?? null;
  }
}

/** The last checkpoint before the first step that is trained anew. */
function resumedFrom(step: number, checkpoints: readonly number[]): number | undefined {
  const before = checkpoints.filter((checkpoint) => checkpoint < step);
  return before.length === 0 ? undefined : Math.max(...before);
}

/** Takes out all steps after one. */
function cut(series: GrowingSeries, step: number): void {
  let length = series.steps.length;
  while (length > 0 && series.steps[length - 1]! > step) {
    length -= 1;
  }
  for (const column of [series.steps, series.times, ...Object.values(series.values)]) {
    column.length = length;
  }
}
