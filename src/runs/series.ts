import type { RunEvent } from './event.ts';
import { stepOfCheckpoint } from './resumed.ts';

/** Metrics of a run by step, in columns of equal length; null where a step has no such value. Steps rise. */
export interface Series {
  readonly steps: readonly number[];
  /** Seconds since 1970, one a step. */
  readonly times: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** The metrics of a run from all its events. */
export function seriesOf(events: Iterable<RunEvent>): Series {
  const builder = new SeriesBuilder();
  for (const event of events) {
    builder.take(event);
  }
  return builder.series();
}

/**
 * Gathers metrics event by event. Several events of a step are one point, whose time is the first one's. An attempt
 * that goes on from a checkpoint takes back the points after it: they are measured again.
 */
export class SeriesBuilder {
  readonly #points = new Map<
    number,
    { readonly time: number; readonly values: Map<string, number | null> }
  >();
  readonly #checkpoints: { readonly step: number; readonly path: string }[] = [];

  /** Whether points were taken back. */
  take(event: RunEvent): boolean {
    if (event.type === 'attempt') {
      return this.#rewind(stepOfCheckpoint(event.resumeFrom, this.#checkpoints));
    }
    if (event.type === 'checkpoint') {
      this.#checkpoints.push({ step: event.step, path: event.path });
    } else if (event.type === 'metric') {
      let point = this.#points.get(event.step);
      if (!point) {
        point = { time: (Date.parse(event.time) || 0) / 1000, values: new Map() };
        this.#points.set(event.step, point);
      }
      for (const [name, value] of Object.entries(event.values)) {
        point.values.set(name, value);
      }
    }
    return false;
  }

  /** The points after a step; all where none is given. */
  series(after = -1): Series {
    const steps = [...this.#points.keys()].filter((step) => step > after).sort((a, b) => a - b);
    const points = steps.map((step) => this.#points.get(step)!);
    const names = new Set(points.flatMap(({ values }) => [...values.keys()]));
    return {
      steps,
      times: points.map(({ time }) => time),
      values: Object.fromEntries(
        [...names].map((name) => [name, points.map(({ values }) => values.get(name) ?? null)]),
      ),
    };
  }

  #rewind(step: number): boolean {
    const undone = [...this.#points.keys()].filter((other) => other > step);
    for (const other of undone) {
      this.#points.delete(other);
    }
    return undone.length > 0;
  }
}
