import type { Series } from '../protocol.ts';

/** A curve as it is drawn: x rises, y is null where the trainer gave no finite number. Steps without a value are left out. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** The step of each point. */
  readonly steps: readonly number[];
}

/** One x for each row of a series, rising. */
export type Axis = readonly number[];

/**
 * One metric of a series over an axis. A series says null both for "not logged at this step" and for "not a finite
 * number", and the two are drawn differently: a validation loss every hundredth step is one line, a training loss that
 * became NaN is broken. Which of them it is shows in the metrics that are logged together with it.
 */
export function curveOf(series: Series, metric: string, axis: Axis): Curve {
  const column = series.values[metric] ?? [];
  const isLogged = companions(series, metric);
  const gapsAreReal = isRegular(column, isLogged);
  const x: number[] = [];
  const y: (number | null)[] = [];
  const steps: number[] = [];
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? null;
    if (value !== null || (gapsAreReal && isLogged(row))) {
      x.push(axis[row]!);
      y.push(value);
      steps.push(series.steps[row]!);
    }
  }
  return { x, y, steps };
}

/** Whether something that the trainer logs together with the metric was logged in a row. */
function companions(series: Series, metric: string): (row: number) => boolean {
  const family = familyOf(metric);
  const columns = Object.entries(series.values)
    .filter(([name]) => name !== metric && name !== 'epoch' && familyOf(name) === family)
    .map(([, column]) => column);
  return (row) => columns.some((column) => (column[row] ?? null) !== null);
}

/** Trainers log training metrics at some steps, validation metrics at others, and totals (`train_…`) at the end. */
function familyOf(metric: string): string {
  return /^(?:eval|train|test)_/.exec(metric)?.[0] ?? '';
}

/** Whether a metric is logged about as often as its family: one that comes only now and then has no gaps between. */
function isRegular(column: readonly (number | null)[], isLogged: (row: number) => boolean): boolean {
  const first = column.findIndex((value) => value !== null);
  const last = column.findLastIndex((value) => value !== null);
  if (first === -1) {
    return true;
  }
  let present = 0;
  let missing = 0;
  for (let row = first; row <= last; row += 1) {
    if ((column[row] ?? null) !== null) {
      present += 1;
    } else if (isLogged(row)) {
      missing += 1;
    }
  }
  return missing < present;
}

/** The index of the point nearest to an x; undefined for an empty curve. */
export function nearest(x: readonly number[], at: number): number | undefined {
  if (x.length === 0) {
    return undefined;
  }
  const after = firstAtLeast(x, at);
  if (after === 0) {
    return 0;
  }
  if (after === x.length) {
    return x.length - 1;
  }
  return at - x[after - 1]! <= x[after]! - at ? after - 1 : after;
}

/** The index of the last point at or before an x; undefined where there is none. */
export function lastAtMost(x: readonly number[], at: number): number | undefined {
  const after = firstAtLeast(x, at);
  if (x[after] === at) {
    return after;
  }
  return after === 0 ? undefined : after - 1;
}

/** The index of the first point at or after an x; the length where there is none. */
export function firstAtLeast(x: readonly number[], at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
