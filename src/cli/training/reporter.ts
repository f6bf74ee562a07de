import type { RunEvent } from '../../runs/event.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { type Io, wantsColors } from '../io.ts';
import { type Paint, paintFor } from '../report/paint.ts';
import { toJson } from '../report/report.ts';
import { describeEvent } from './describe-event.ts';
import { LiveReporter } from './live.ts';
import { outcomeText } from './outcome.ts';
import type { RunReporter } from './run-reporter.ts';
import { showsUnicode } from './status-line.ts';

export interface ReporterOptions {
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
}

/** A bar on a terminal; one line an event elsewhere, or where that is asked for; or JSON lines. */
export function reporterFor(options: ReporterOptions, io: Io): RunReporter {
  if (options.json === true) {
    return new JsonReporter(io);
  }
  if (!isLive(options, io)) {
    return new PlainReporter(io);
  }
  return new LiveReporter(io, { paint: paintOf(options, io), unicode: showsUnicode(io.env) });
}

/** Colours, where the output takes them and neither a log nor a program is to read it. */
export function paintOf({ color, plain, json }: ReporterOptions, io: Io): Paint {
  return paintFor(wantsColors(io.stdout, io.env, color && plain !== true && json !== true));
}

function isLive(options: ReporterOptions, io: Io): boolean {
  return options.plain !== true && io.stdout.isTerminal && io.env.TERM !== 'dumb';
}

/** For logs: each line stands for itself, begins with its moment in UTC, and holds no control characters. */
class PlainReporter implements RunReporter {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async event(event: RunEvent): Promise<void> {
    await this.#io.stdout.write(`${timeOf(event.time)} ${describeEvent(event)}\n`);
  }

  async note(text: string): Promise<void> {
    await this.#io.stderr.write(`${text}\n`);
  }

  async end(run: RunSummary | undefined): Promise<void> {
    if (run !== undefined) {
      await this.#io.stdout.write(outcomeText(run, this.#io.cwd, paintFor(false)));
    }
  }
}

function timeOf(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '-' : `${date.toISOString().slice(0, 19)}Z`;
}

/** For programs: events as the ledger has them, a line each, and `{"type":"end"}` with what the run came to. */
class JsonReporter implements RunReporter {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async event(event: RunEvent): Promise<void> {
    // What marks the driver's lines as its own is nobody else's business.
    const told = event.type === 'attempt' ? { ...event, token: undefined } : event;
    await this.#io.stdout.write(`${toJson(told)}\n`);
  }

  async note(text: string): Promise<void> {
    await this.#io.stderr.write(`${text}\n`);
  }

  async end(run: RunSummary | undefined): Promise<void> {
    if (run !== undefined) {
      const { id, state, message, step, latest, artifacts, resumable } = run;
      const end = { type: 'end', id, state, message, step, latest, artifacts, resumable };
      await this.#io.stdout.write(`${toJson(end)}\n`);
    }
  }
}
