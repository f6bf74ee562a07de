import { downsample, type Points } from './downsample.ts';
import type { DrawnPlot } from './frame.ts';

/** A line in a plot, cut to what is seen. */
export interface Layer {
  readonly kind: 'raw' | 'training' | 'validation';
  readonly colour: number;
  readonly points: Points;
}

/** The lines of a plot from back to front: raw curves faint behind smoothed ones, the first run on top. */
export function layersOf(drawn: DrawnPlot, [from, to]: readonly [number, number], pixels: number): Layer[] {
  const layers: Layer[] = [];
  const put = (kind: Layer['kind'], colour: number, points: Points) =>
    layers.push({ kind, colour, points: downsample(points, from, to, pixels) });
  const runs = [...drawn.runs].reverse();
  for (const { colour, training, smoothed } of runs) {
    if (training && smoothed) {
      put('raw', colour, training);
    }
  }
  for (const { colour, training, smoothed, validation } of runs) {
    if (training) {
      put('training', colour, smoothed ? { x: training.x, y: smoothed } : training);
    }
    if (validation) {
      put('validation', colour, validation);
    }
  }
  return layers;
}

/** Whether a logarithmic scale can show every value. */
export function isPositive({ runs }: DrawnPlot): boolean {
  return runs.every(({ training, validation }) =>
    [training, validation].every((curve) => curve?.y.every((value) => value === null || value > 0) ?? true),
  );
}

/** A line brought onto an x that it shares with others: undefined where it has no point, null where it breaks. */
export type Column = readonly (number | null | undefined)[];

/** The places of the points that get a dot: all of a line with few, and those that no line reaches. */
export function dotted(column: Column, most: number): number[] {
  const places: number[] = [];
  for (let index = 0; index < column.length; index += 1) {
    if (column[index] !== undefined) {
      places.push(index);
    }
  }
  const isValue = (place: number | undefined) => place !== undefined && column[place] !== null;
  const values = places.filter(isValue);
  return values.length <= most
    ? values
    : places.filter((place, at) => isValue(place) && !isValue(places[at - 1]) && !isValue(places[at + 1]));
}

/** How often a trainer gave no finite number, and at which step first: the first sign of a run that goes wrong. */
export function notFinite({
  runs,
}: DrawnPlot): { readonly count: number; readonly step: number } | undefined {
  const curves = runs.flatMap(({ training, validation }) => [training, validation]);
  const steps = curves.flatMap((curve) => curve?.steps.filter((_, index) => curve.y[index] === null) ?? []);
  return steps.length === 0
    ? undefined
    : { count: steps.length, step: steps.reduce((a, b) => Math.min(a, b)) };
}
