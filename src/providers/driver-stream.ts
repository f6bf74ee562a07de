import { readDriverEvent } from './driver-event.ts';
import { LineSplitter } from './line-splitter.ts';
import type { LogSeen, Observation } from './observation.ts';

/** What a line of the driver's output says. */
export interface StreamItem {
  /** The event's number; none for a line of the log. */
  readonly n?: number;
  readonly observation: Observation;
  /** Hand it to a new stream as `after` to go on behind this item. */
  readonly position: StreamPosition;
}

/** The last event, and how many lines of the log came after it. */
export interface StreamPosition {
  readonly n: number;
  readonly logs: number;
}

export interface StreamOptions {
  /** For output that can only be read from its beginning: what was seen already is left out. */
  readonly after?: StreamPosition | undefined;
  /** The moment that lines of the log get, which have none of their own. */
  readonly now?: () => Date;
}

/** Characters of a log line that are kept. */
const longestLog = 8000;

/**
 * Reads what `python/train.py` prints: event lines `@@FT:<token> {json}` among whatever else its libraries print. Only
 * who knows the token can write events, so that rows and models that end up in the log can't. An event is found
 * anywhere in a line: a progress bar without a line end, or the name of a worker, may stand before it. An event that
 * comes twice is given once; what is not as events are becomes a line of the log.
 */
export class DriverStream {
  readonly #splitter: LineSplitter;
  readonly #marker: string;
  readonly #after: StreamPosition;
  readonly #now: () => Date;
  #n = 0;
  #logs = 0;

  constructor(token: string, options: StreamOptions = {}) {
    this.#marker = eventMarker(token);
    this.#splitter = new LineSplitter(this.#marker);
    this.#after = options.after ?? { n: 0, logs: 0 };
    this.#now = options.now ?? (() => new Date());
  }

  /** The next piece of output, cut anywhere. */
  push(text: string): StreamItem[] {
    return this.#splitter.push(text).flatMap((line) => this.read(line.text, line.continued));
  }

  /** The output is over: what stands in an unfinished line. Not to be called where it may be read again from the start. */
  end(): StreamItem[] {
    return this.#splitter.end().flatMap((line) => this.read(line.text, line.continued));
  }

  /** One line, for a caller that cuts lines itself. `continued`: it is a later part of a line that was too long. */
  read(line: string, continued = false): StreamItem[] {
    const at = line.indexOf(this.#marker);
    if (at === -1) {
      return continued ? [] : this.#log(line);
    }
    const event = readDriverEvent(line.slice(at + this.#marker.length));
    if (!event) {
      return this.#log(line.slice(0, at) + line.slice(at + this.#marker.length));
    }
    const before = continued || workerName.test(plain(line.slice(0, at))) ? [] : this.#log(line.slice(0, at));
    return [...before, ...this.#event(event)];
  }

  #event(event: { n: number; observation: Observation }): StreamItem[] {
    if (event.n <= this.#n) {
      return [];
    }
    this.#n = event.n;
    this.#logs = 0;
    return this.#unlessSeen({ ...event, position: { n: this.#n, logs: 0 } });
  }

  #log(line: string): StreamItem[] {
    const text = plain(line).trimEnd();
    if (text === '') {
      return [];
    }
    this.#logs++;
    const observation = { time: this.#now().toISOString(), ...logOf(text) };
    return this.#unlessSeen({ observation, position: { n: this.#n, logs: this.#logs } });
  }

  #unlessSeen(item: StreamItem): StreamItem[] {
    const { n, logs } = item.position;
    const seen = n < this.#after.n || (n === this.#after.n && logs <= this.#after.logs);
    return seen ? [] : [item];
  }
}

/** What stands before an event's JSON. */
export function eventMarker(token: string): string {
  return `@@FT:${token} `;
}

/** What Ray puts before the lines of its workers: `(RayTrainWorker pid=1234, ip=10.0.0.2) `. */
const workerName = /^\s*\([\w.:<>\- ]+ pid=\d+[^)]*\)\s*$/;

function logOf(text: string): LogSeen {
  const level = levels.find(([pattern]) => pattern.test(text.slice(0, 500)))?.[1] ?? 'info';
  return { type: 'log', level, text: shortened(text) };
}

/** Python's own ways to say how grave a line is: its logging, its warnings, the last line of a traceback. */
const levels: readonly (readonly [RegExp, LogSeen['level']])[] = [
  [/^(\S+: )?(\[?(ERROR|CRITICAL|FATAL)\b|Traceback \(most recent)/i, 'error'],
  [/^([A-Za-z_]\w*\.)*[A-Z]\w*(Error|Exception|Interrupt)(:|$)/, 'error'],
  [/^\S*\[?(WARNING|WARN)\b|\b[A-Z]\w*Warning: /i, 'warning'],
];

function shortened(text: string): string {
  if (text.length <= longestLog) {
    return text;
  }
  const more = (text.length - longestLog).toLocaleString('en-US');
  return `${text.slice(0, longestLog).toWellFormed()}… (${more} more characters)`;
}

/** What a terminal would show in the end: no escape sequences, of a progress bar the last state. */
export function plain(line: string): string {
  const text = line.includes('\u001b') ? line.replace(escapeSequence, '') : line;
  const segments = text.includes('\r') ? text.split('\r').filter((segment) => segment.trim() !== '') : [text];
  return (segments.at(-1) ?? '').replace(controls, '');
}

const escapeSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|[ -/]*[0-~])/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
