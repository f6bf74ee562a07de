import type { RunView, Series } from '../protocol.ts';
import type { Axis } from './curve.ts';
import { lastAtMost } from './curve.ts';

export const axisKinds = ['step', 'time', 'epoch'] as const;
export type AxisKind = (typeof axisKinds)[number];

/**
 * Where the rows of a series lie: at their step, the seconds since the run began, or the epoch. Epochs grow evenly with
 * steps, so the run's own position tells them where they aren't logged; undefined where nothing does.
 */
export function axisOf(
  series: Series,
  kind: AxisKind,
  run: Pick<RunView, 'started' | 'step' | 'epoch'> | undefined,
): Axis | undefined {
  if (kind === 'step') {
    return series.steps;
  }
  if (kind === 'time') {
    return elapsed(series.times, run?.started);
  }
  const perStep = run?.epoch !== undefined && run.step > 0 ? run.epoch / run.step : undefined;
  const logged = series.values.epoch;
  const epochs = series.steps.map(
    (step, row) => logged?.[row] ?? (perStep === undefined ? null : step * perStep),
  );
  return epochs.includes(null) ? undefined : rising(epochs as number[]);
}

/** Seconds since the start; since the first row where the start isn't known or a clock says that it came later. */
function elapsed(times: readonly number[], started: string | undefined): number[] {
  const first = times[0] ?? 0;
  const from = started === undefined ? Number.NaN : Date.parse(started) / 1000;
  const zero = from <= first ? from : first;
  return rising(times.map((time) => time - zero));
}

/** Clocks are set back now and then, and curves never turn. */
function rising(values: readonly number[]): number[] {
  let highest = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    highest = Math.max(highest, value);
    return highest;
  });
}

/** Where a step lies on an axis: between its neighbours, for one that has no row of its own. */
export function placeOf(step: number, steps: readonly number[], axis: Axis): number | undefined {
  const before = lastAtMost(steps, step);
  if (before === undefined) {
    return steps.length === 0 ? undefined : axis[0];
  }
  if (before === steps.length - 1) {
    // Beyond the last row only steps themselves can be said.
    return axis === steps ? step : axis[before];
  }
  const share = (step - steps[before]!) / (steps[before + 1]! - steps[before]!);
  return axis[before]! + share * (axis[before + 1]! - axis[before]!);
}
