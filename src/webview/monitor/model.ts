import type { RunView, Series, ToMonitor } from '../protocol.ts';
import { LogLines } from './log-lines.ts';
import { append, emptySeries, type GrowingSeries } from './series.ts';

/** What the editor has told so far. */
export class Model {
  runs: readonly RunView[] = [];
  focus: string | undefined;
  /** Whether the runs were told at all. */
  known = false;
  error: string | undefined;
  /** When the runs were told last, in milliseconds: what is left counts down from there. */
  toldAt = 0;
  readonly #series = new Map<string, { readonly series: GrowingSeries; version: number }>();
  readonly #logs = new Map<string, LogLines>();
  #version = 0;

  get focused(): RunView | undefined {
    return this.run(this.focus);
  }

  run(id: string | undefined): RunView | undefined {
    return this.runs.find((run) => run.id === id);
  }

  series(id: string): { readonly series: Series; readonly version: number } | undefined {
    return this.#series.get(id);
  }

  log(id: string | undefined): LogLines | undefined {
    return id === undefined ? undefined : this.#logs.get(id);
  }

  receive(message: ToMonitor, now: number): void {
    switch (message.type) {
      case 'runs':
        this.runs = message.runs;
        this.focus = message.focus;
        this.known = true;
        this.error = undefined;
        this.toldAt = now;
        this.#forgetRemoved();
        break;
      case 'series':
        this.#series.delete(message.id);
        this.#append(message.id, message.series);
        break;
      case 'points':
        this.#append(message.id, message.series);
        break;
      case 'log':
        this.#logOf(message.id).put(message.from, message.lines);
        break;
      case 'error':
        this.error = message.message;
        break;
    }
  }

  /** Series of runs that are no longer shown: they are sent whole when they are asked for again. */
  keepOnly(ids: readonly string[]): void {
    for (const id of [...this.#series.keys(), ...this.#logs.keys()]) {
      if (!ids.includes(id)) {
        this.#series.delete(id);
        this.#logs.delete(id);
      }
    }
  }

  #append(id: string, points: Series): void {
    const known = this.#series.get(id) ?? { series: emptySeries(), version: 0 };
    this.#series.set(id, known);
    append(known.series, points, this.run(id)?.checkpoints.map(({ step }) => step) ?? []);
    this.#version += 1;
    known.version = this.#version;
  }

  #logOf(id: string): LogLines {
    const log = this.#logs.get(id) ?? new LogLines();
    this.#logs.set(id, log);
    return log;
  }

  #forgetRemoved(): void {
    this.keepOnly(this.runs.map(({ id }) => id));
  }
}
