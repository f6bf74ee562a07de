import { type Curve, lastAtMost, nearest } from './curve.ts';
import type { DrawnPlot, DrawnRun, Mark } from './frame.ts';

/** A point that is read. `value` is null where the number was not finite. */
export interface Point {
  readonly step: number;
  readonly x: number;
  readonly value: number | null;
}

/** What one run says at a place on the axis. */
export interface Reading {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly training: Point | undefined;
  readonly smoothed: number | undefined;
  /** The latest at or before that place: the one that was in force. */
  readonly validation: Point | undefined;
}

export interface ReadPlot {
  /** The step that the place is nearest to: of the first run that has one. */
  readonly step: number | undefined;
  readonly x: number;
  readonly readings: readonly Reading[];
  readonly checkpoints: readonly (Mark & { readonly name: string })[];
}

/** The values of every run at a place; `tolerance` is how far from it, on the axis, a point may lie. */
export function readAt({ runs }: DrawnPlot, at: number, tolerance: number): ReadPlot {
  const readings = runs.map((run) => readRun(run, at, tolerance));
  const first = readings.map(({ training, validation }) => training ?? validation).find((point) => point);
  return {
    step: first?.step,
    x: first?.x ?? at,
    readings,
    checkpoints: runs.flatMap(({ name, marks }) =>
      marks.filter(({ x }) => Math.abs(x - at) <= tolerance).map((mark) => ({ ...mark, name })),
    ),
  };
}

function readRun(run: DrawnRun, at: number, tolerance: number): Reading {
  const { id, name, colour, training, smoothed, validation } = run;
  const index = training && nearest(training.x, at);
  const near = index !== undefined && isWithin(training!, at, tolerance) ? index : undefined;
  const ends = Math.max(training?.x.at(-1) ?? -Infinity, validation?.x.at(-1) ?? -Infinity);
  const before = validation && at <= ends + tolerance ? lastAtMost(validation.x, at + tolerance) : undefined;
  return {
    id,
    name,
    colour,
    training: near === undefined ? undefined : pointOf(training!, near),
    smoothed: near === undefined ? undefined : (smoothed?.[near] ?? undefined),
    validation: before === undefined ? undefined : pointOf(validation!, before),
  };
}

/** Whether a place lies on a curve or not far from its ends. */
function isWithin({ x }: Curve, at: number, tolerance: number): boolean {
  return at >= x[0]! - tolerance && at <= x.at(-1)! + tolerance;
}

function pointOf(curve: Curve, index: number): Point {
  return { step: curve.steps[index]!, x: curve.x[index]!, value: curve.y[index]! };
}

/** The next point to the left or right of a place: where an arrow key goes. */
export function neighbour({ runs }: DrawnPlot, at: number | undefined, by: number): number | undefined {
  const curve = runs.map(({ training, validation }) => training ?? validation).find((each) => each);
  if (!curve) {
    return undefined;
  }
  const last = curve.x.length - 1;
  const here = at === undefined ? undefined : nearest(curve.x, at);
  const next = (here ?? (by === -1 ? last + 1 : -1)) + by;
  return curve.x[Math.min(last, Math.max(0, next))];
}
