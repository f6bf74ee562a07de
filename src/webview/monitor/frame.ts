import type { RunView, Series } from '../protocol.ts';
import { type AxisKind, axisOf, placeOf } from './axis.ts';
import { type Curve, curveOf } from './curve.ts';
import { isNoisy, type Plot } from './metrics.ts';
import { smooth } from './smoothing.ts';

/** A run in a plot. */
export interface DrawnRun {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly training: Curve | undefined;
  /** Of equal length with the training curve; undefined where nothing is smoothed. */
  readonly smoothed: readonly (number | null)[] | undefined;
  readonly validation: Curve | undefined;
  readonly marks: readonly Mark[];
}

/** A checkpoint on the axis. */
export interface Mark {
  readonly x: number;
  readonly step: number;
  readonly path: string;
}

export interface DrawnPlot {
  readonly plot: Plot;
  readonly runs: readonly DrawnRun[];
}

/** A run whose curves are wanted. */
export interface Wanted {
  readonly run: RunView;
  readonly colour: number;
  readonly series: Series;
  /** Grows with each change of the series. */
  readonly version: number;
}

/** The plot that shows checkpoints: in all of them they would be many. */
const markedPlot = 'loss';

/** Works out what is drawn, and keeps it as long as nothing that it depends on has changed. */
export class Frames {
  readonly #kept = new Map<string, { readonly of: string; readonly value: unknown }>();

  /** One plot of some runs. Runs without a value in it are left out. */
  draw(plot: Plot, wanted: readonly Wanted[], kind: AxisKind, smoothing: number): DrawnPlot {
    const runs = wanted.flatMap((each): DrawnRun[] => {
      const axis = this.axis(each, kind);
      if (!axis) {
        return [];
      }
      const { id, name, checkpoints } = each.run;
      const curve = (metric: string) => {
        const found = this.#keep(`${id}\n${metric}`, this.#basis(each, kind), () =>
          curveOf(each.series, metric, axis),
        );
        return found.x.length > 0 ? found : undefined;
      };
      const training = curve(plot.training);
      const validation = curve(plot.validation);
      if (!training && !validation) {
        return [];
      }
      const weight = isNoisy(plot.name) ? smoothing : 0;
      const smoothed =
        training && weight > 0
          ? this.#keep(`${id}\n${plot.training}\nsmooth`, `${this.#basis(each, kind)} ${weight}`, () =>
              smooth(training.y, weight),
            )
          : undefined;
      const marks = (plot.name === markedPlot ? checkpoints : []).flatMap(({ step, path }) => {
        const x = placeOf(step, each.series.steps, axis);
        return x === undefined ? [] : [{ x, step, path }];
      });
      return [{ id, name, colour: each.colour, training, smoothed, validation, marks }];
    });
    return { plot, runs };
  }

  axis(each: Wanted, kind: AxisKind): readonly number[] | undefined {
    return this.#keep(`${each.run.id}\naxis`, this.#basis(each, kind), () =>
      axisOf(each.series, kind, each.run),
    );
  }

  /** Drops what was kept of runs that are not shown. */
  keepOnly(ids: readonly string[]): void {
    for (const key of this.#kept.keys()) {
      if (!ids.includes(key.slice(0, key.indexOf('\n')))) {
        this.#kept.delete(key);
      }
    }
  }

  /** What curves depend on beside the metric. */
  #basis({ run, version }: Wanted, kind: AxisKind): string {
    const more = kind === 'time' ? run.started : kind === 'epoch' ? `${run.epoch}/${run.step}` : '';
    return `${version} ${kind} ${more}`;
  }

  #keep<Value>(key: string, of: string, make: () => Value): Value {
    const kept = this.#kept.get(key);
    if (kept?.of === of) {
      return kept.value as Value;
    }
    const value = make();
    this.#kept.set(key, { of, value });
    return value;
  }
}

/** The least and greatest x of all plots, so that they share an axis; undefined where nothing is drawn. */
export function extentOf(plots: readonly DrawnPlot[]): [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { training, validation } of plots.flatMap(({ runs }) => runs)) {
    for (const x of [training?.x, validation?.x]) {
      low = Math.min(low, x?.[0] ?? low);
      high = Math.max(high, x?.at(-1) ?? high);
    }
  }
  if (low > high) {
    return undefined;
  }
  // Runs begin at 0: an axis that nearly does so begins there.
  return [low > 0 && low <= high * 0.2 ? 0 : low, high];
}

/** What is seen of the axis: the zoom, else everything with some room, and never nothing. */
export function windowOf(
  extent: readonly [number, number],
  zoom: readonly [number, number] | undefined,
): [number, number] {
  const [low, high] = zoom ?? extent;
  const room = zoom ? 0 : (high - low) * 0.015;
  return low === high ? [low - 0.5, high + 0.5] : [low - (low === 0 ? 0 : room), high + room];
}
