import { metric } from '../../runs/amounts.ts';
import type { RunEvent } from '../../runs/event.ts';
import type { RunSummary } from '../../runs/summary.ts';
import type { Io } from '../io.ts';
import { clearLine } from '../progress.ts';
import { describeEvent } from './describe-event.ts';
import { outcomeText } from './outcome.ts';
import type { RunReporter } from './run-reporter.ts';
import { type LineStyle, statusLine } from './status-line.ts';

/** The bar is not drawn more often: nobody could read it. */
const stepMs = 100;

/** For a terminal: what stays is printed line by line, and below it one line that is drawn anew in place. */
export class LiveReporter implements RunReporter {
  readonly #io: Io;
  readonly #style: LineStyle;
  #drawn = false;
  #last = Number.NEGATIVE_INFINITY;

  constructor(io: Io, style: LineStyle) {
    this.#io = io;
    this.#style = style;
  }

  async event(event: RunEvent, run: RunSummary | undefined): Promise<void> {
    const lasting = stays(event);
    if (lasting) {
      const text = shortText(event);
      await this.#print(event.type === 'problem' ? this.#colored(text, event.severity) : text);
    }
    const now = performance.now();
    if (run !== undefined && (lasting || event.type === 'state' || now - this.#last >= stepMs)) {
      this.#last = now;
      await this.#draw(run);
    }
  }

  async note(text: string): Promise<void> {
    await this.#print(this.#style.paint('yellow', text));
  }

  async end(run: RunSummary | undefined): Promise<void> {
    const text = run === undefined ? '' : outcomeText(run, this.#io.cwd, this.#style.paint);
    await this.#io.stdout.write(`${this.#cleared()}${text}`);
  }

  async #draw(run: RunSummary): Promise<void> {
    const line = statusLine(run, this.#io.stdout.columns?.() ?? 80, this.#style);
    await this.#io.stdout.write(`${clearLine}${line}`);
    this.#drawn = true;
  }

  async #print(line: string): Promise<void> {
    await this.#io.stdout.write(`${this.#cleared()}${line}\n`);
  }

  #cleared(): string {
    const drawn = this.#drawn;
    this.#drawn = false;
    return drawn ? clearLine : '';
  }

  #colored(text: string, severity: 'error' | 'warning'): string {
    return this.#style.paint(severity === 'error' ? 'red' : 'yellow', text);
  }
}

/** What a person wants to find again above the bar. The rest is in `tuneset runs log`, or in the bar. */
function stays(event: RunEvent): boolean {
  switch (event.type) {
    case 'problem':
    case 'checkpoint':
    case 'artifact':
    case 'reconciled':
      return true;
    case 'attempt':
      return event.attempt > 1;
    case 'log':
      return event.level === 'error';
    case 'metric':
      return Object.hasOwn(event.values, 'eval_loss');
    default:
      return false;
  }
}

/** Of the many figures of a look at the validation rows, the one that all look for. */
function shortText(event: RunEvent): string {
  return event.type === 'metric'
    ? `validation loss ${metric(event.values.eval_loss!)} at step ${event.step}`
    : describeEvent(event);
}
