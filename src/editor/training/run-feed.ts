import { isFinal } from '../../providers/observation.ts';
import type { RunEvent } from '../../runs/event.ts';
import { SeriesBuilder } from '../../runs/series.ts';
import type { LogLine, ToMonitor } from '../../webview/protocol.ts';
import { logLineOf } from './log-line.ts';
import type { Training } from './training.ts';

/** Lines of a log that are sent at the beginning: the whole log is a file. */
const mostLines = 20_000;

/** What a monitor is told of one run: its metrics and its log, from the beginning and as they come. */
export class RunFeed {
  readonly #id: string;
  readonly #training: Training;
  readonly #onNews: () => void;
  readonly #series = new SeriesBuilder();
  /** The last step that was sent; undefined where all has to be sent. */
  #sent: number | undefined;
  #measured = false;
  readonly #ended = new AbortController();
  #lines: LogLine[] = [];
  /** The number of the first line that was not sent. */
  #next = 0;
  #seq = 0;
  #following = false;

  constructor(id: string, training: Training, onNews: () => void) {
    this.#id = id;
    this.#training = training;
    this.#onNews = onNews;
  }

  /** Reads on where it ended; nothing happens where it is reading already, or there is nothing more to come. */
  follow(): void {
    const found = this.#training.get(this.#id);
    const over = found !== undefined && isFinal(found.run.state) && this.#seq > 0;
    if (found !== undefined && !over && !this.#following) {
      this.#following = true;
      void this.#read().finally(() => {
        this.#following = false;
      });
    }
  }

  stop(): void {
    this.#ended.abort();
  }

  /** What is to be sent now. */
  news(): ToMonitor[] {
    const messages: ToMonitor[] = [];
    if (this.#measured) {
      // The last step may have got another value since: training and validation report it one after the other.
      const series = this.#series.series(this.#sent === undefined ? undefined : this.#sent - 1);
      messages.push({ type: this.#sent === undefined ? 'series' : 'points', id: this.#id, series });
      this.#sent = series.steps.at(-1);
      this.#measured = false;
    }
    if (this.#lines.length > 0) {
      const skipped = Math.max(0, this.#lines.length - mostLines);
      messages.push({
        type: 'log',
        id: this.#id,
        from: this.#next + skipped,
        lines: this.#lines.slice(skipped),
      });
      this.#next += this.#lines.length;
      this.#lines = [];
    }
    return messages;
  }

  #measure(event: RunEvent): void {
    if (this.#series.take(event)) {
      // A later attempt went on from before what was sent.
      this.#sent = undefined;
      this.#measured = true;
    }
    this.#measured ||= event.type === 'metric';
  }

  async #read(): Promise<void> {
    const found = this.#training.get(this.#id);
    try {
      for await (const event of found?.service.follow(this.#id, this.#ended.signal, this.#seq) ?? []) {
        this.#seq = event.seq;
        this.#measure(event);
        const line = logLineOf(event);
        if (line !== undefined) {
          this.#lines.push(line);
        }
        this.#onNews();
      }
    } catch (error) {
      if (!this.#ended.signal.aborted) {
        this.#training.log.error(`Events of run ${this.#id}:`, error);
      }
    }
  }
}
