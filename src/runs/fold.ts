import { isFinal, type RunState } from '../providers/observation.ts';
import type { Handle } from '../providers/provider.ts';
import type { AttemptNoted, RunEvent } from './event.ts';
import { stepOfCheckpoint } from './resumed.ts';
import type { RunSummary } from './summary.ts';

/** What events say of a run, without what its record says. */
export type Folded = Omit<RunSummary, 'id' | 'name' | 'root' | 'record' | 'followed' | 'broken'>;

/** The attempt that is under way, or was the last, as its events tell. */
export interface CurrentAttempt {
  readonly number: number;
  readonly token: string;
  readonly resumeFrom: string | undefined;
  /** Once the provider has it. */
  readonly handle: Handle | undefined;
  /** Where to go on observing. */
  readonly cursor: string | undefined;
  readonly cancelRequested: boolean;
}

/** Values of the training loss that a summary shows. */
const sparkline = 30;

/** How a run stands, kept up to date event by event. What no event has told yet is left out. */
export class RunFold {
  #attempt: CurrentAttempt | undefined;
  #state: RunState = 'starting';
  #message: string | undefined;
  #started: string | undefined;
  #ended: string | undefined;
  #step = 0;
  #steps: number | undefined;
  #epoch: number | undefined;
  #pace = new Pace();
  #losses: { readonly step: number; readonly loss: number }[] = [];
  #checkpoints: { readonly step: number; readonly path: string }[] = [];
  #artifacts: { readonly kind: string; readonly location: string }[] = [];
  #problems: RunSummary['problems'][number][] = [];
  readonly #latest = new Map<string, number | null>();
  readonly #facts = new Map<string, string | number | boolean | null>();
  #folded: Folded | undefined;

  get attempt(): CurrentAttempt | undefined {
    return this.#attempt;
  }

  get state(): RunState {
    return this.#state;
  }

  get final(): boolean {
    return isFinal(this.#state);
  }

  take(event: RunEvent): void {
    this.#folded = undefined;
    if (event.type === 'attempt') {
      this.#begin(event);
    } else if (this.#attempt && event.attempt === this.#attempt.number) {
      this.#note(event);
    }
  }

  summary(): Folded {
    this.#folded ??= {
      state: this.#state,
      message: this.#message,
      attempt: this.#attempt?.number ?? 0,
      started: this.#started,
      ended: this.#ended,
      step: this.#step,
      steps: this.#steps,
      epoch: this.#epoch,
      secondsLeft: this.final ? undefined : this.#pace.secondsFor(this.#steps),
      latest: Object.fromEntries(this.#latest),
      losses: evenly(this.#losses, sparkline).map(({ loss }) => loss),
      checkpoints: [...this.#checkpoints],
      artifacts: [...this.#artifacts],
      problems: [...this.#problems],
      facts: Object.fromEntries(this.#facts),
      resumable: resumableStates.has(this.#state) && this.#checkpoints.length > 0,
    };
    return this.#folded;
  }

  /** A resumed run goes on from a checkpoint: what came after it is trained again, and so never was. */
  #begin(event: Extract<RunEvent, AttemptNoted>): void {
    const step = stepOfCheckpoint(event.resumeFrom, this.#checkpoints);
    this.#attempt = {
      number: event.attempt,
      token: event.token,
      resumeFrom: event.resumeFrom,
      handle: undefined,
      cursor: undefined,
      cancelRequested: false,
    };
    this.#state = 'starting';
    this.#message = undefined;
    this.#started ??= event.time;
    this.#ended = undefined;
    this.#step = step;
    this.#pace = new Pace();
    this.#losses = this.#losses.filter((point) => point.step <= step);
    this.#checkpoints = this.#checkpoints.filter((checkpoint) => checkpoint.step <= step);
    this.#problems = [];
  }

  #note(event: Exclude<RunEvent, AttemptNoted>): void {
    if ('cursor' in event && event.cursor !== undefined) {
      this.#attempt = { ...this.#attempt!, cursor: event.cursor };
    }
    switch (event.type) {
      case 'started':
        this.#attempt = { ...this.#attempt!, handle: event.handle };
        break;
      case 'cancel-requested':
        this.#attempt = { ...this.#attempt!, cancelRequested: true };
        this.#state = this.final ? this.#state : 'cancelling';
        break;
      case 'state':
        this.#enter(event.state, event.message, event.time);
        break;
      case 'progress':
        this.#reach(event.step, event.time);
        this.#steps = event.steps ?? this.#steps;
        this.#epoch = event.epoch ?? this.#epoch;
        break;
      case 'metric':
        this.#reach(event.step, event.time);
        this.#epoch = event.epoch ?? this.#epoch;
        this.#measure(event.step, event.values);
        break;
      case 'checkpoint':
        this.#checkpoints = [
          ...this.#checkpoints.filter(({ path }) => path !== event.path),
          { step: event.step, path: event.path },
        ];
        break;
      case 'checkpoint-removed':
        this.#checkpoints = this.#checkpoints.filter(({ path }) => path !== event.path);
        break;
      case 'problem': {
        const { severity, message, advice, row } = event;
        this.#problems.push({
          severity,
          message,
          ...(advice === undefined ? {} : { advice }),
          ...(row === undefined ? {} : { row }),
        });
        break;
      }
      case 'artifact':
        this.#artifacts = [
          ...this.#artifacts.filter(
            ({ kind, location }) => kind !== event.kind || location !== event.location,
          ),
          { kind: event.kind, location: event.location },
        ];
        break;
      case 'facts':
        for (const [name, value] of Object.entries(event.values)) {
          this.#facts.set(name, value);
        }
        break;
      default:
        break;
    }
  }

  #enter(state: RunState, message: string | undefined, time: string): void {
    const over = isFinal(state);
    // Until it has ended, what was asked to end is ending, whatever it still does.
    this.#state = this.#attempt!.cancelRequested && !over ? 'cancelling' : state;
    this.#message = message;
    this.#ended = over ? time : undefined;
  }

  #reach(step: number, time: string): void {
    this.#step = Math.max(this.#step, step);
    this.#pace.reach(this.#step, Date.parse(time));
  }

  #measure(step: number, values: Readonly<Record<string, number | null>>): void {
    for (const [name, value] of Object.entries(values)) {
      this.#latest.set(name, value);
    }
    const loss = Object.hasOwn(values, 'loss') ? values.loss : undefined;
    if (typeof loss === 'number') {
      this.#losses.push({ step, loss });
    }
  }
}

const resumableStates: ReadonlySet<string> = new Set(['interrupted', 'failed', 'cancelled']);

/** How fast steps follow on each other, from the first to the last that an attempt told. */
class Pace {
  #first: { readonly step: number; readonly time: number } | undefined;
  #last: { readonly step: number; readonly time: number } | undefined;

  /** `time` in milliseconds; what is no time says nothing. */
  reach(step: number, time: number): void {
    if (Number.isNaN(time)) {
      return;
    }
    this.#first ??= { step, time };
    if (step > (this.#last?.step ?? -1)) {
      this.#last = { step, time };
    }
  }

  secondsFor(steps: number | undefined): number | undefined {
    if (steps === undefined || !this.#first || !this.#last || this.#last.step <= this.#first.step) {
      return undefined;
    }
    const milliseconds = (this.#last.time - this.#first.time) / (this.#last.step - this.#first.step);
    return Math.max(0, (milliseconds * (steps - this.#last.step)) / 1000);
  }
}

/** At most so many, among them the first and the last, at even distances. */
function evenly<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) {
    return items;
  }
  return Array.from(
    { length: count },
    (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))]!,
  );
}
