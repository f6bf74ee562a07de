import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readDriverEvent } from '../../../src/providers/driver-event.ts';
import { eventMarker } from '../../../src/providers/driver-stream.ts';
import type { Observation } from '../../../src/providers/observation.ts';
import { testEnvironment, testPython } from './environment.ts';
import { type RunFolder, token } from './run-folder.ts';

export type Kind<T extends Observation['type']> = Extract<Observation, { type: T }>;

const trainScript = join(import.meta.dirname, '../../../python/train.py');

/** A driver in a process group of its own, as the provider starts it, and what it has told so far. */
export class Driver {
  readonly events: Observation[] = [];
  /** Lines that are no events. */
  readonly other: string[] = [];
  readonly #child: ChildProcess;
  readonly #closed: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  #over = false;

  constructor(folder: RunFolder, spec: string, env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(testPython(), [trainScript, spec], {
      cwd: folder.path,
      env: { ...testEnvironment(), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => this.#read(line));
    }
    this.#closed = once(this.#child, 'close').then(([code]) => {
      this.#over = true;
      this.#tell();
      return code as number | null;
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The exit code, null where a signal ended it; all output is read by then. */
  exit(): Promise<number | null> {
    return this.#closed;
  }

  /** Waits for an event; throws where the driver ends without it. */
  async until(wanted: (event: Observation) => boolean): Promise<Observation> {
    for (;;) {
      const found = this.events.find(wanted);
      if (found) {
        return found;
      }
      if (this.#over) {
        throw new Error(`The driver ended without the awaited event.\n${this.report()}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Whether any process of its group is left. */
  alive(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  of<T extends Observation['type']>(type: T): Kind<T>[] {
    return this.events.filter((event): event is Kind<T> => event.type === type);
  }

  get state(): string | undefined {
    return this.of('state').at(-1)?.state;
  }

  /** Training losses by step. */
  losses(name = 'loss'): Map<number, number | null> {
    const found = this.of('metric').filter((event) => name in event.values);
    return new Map(found.map((event) => [event.step, event.values[name]!]));
  }

  /** For the message of a test that fails. */
  report(): string {
    return [...this.events.slice(-15).map((event) => JSON.stringify(event)), ...this.other.slice(-15)].join(
      '\n',
    );
  }

  #read(line: string): void {
    if (line.startsWith(eventMarker(token))) {
      const event = readDriverEvent(line.slice(eventMarker(token).length));
      if (event?.n !== this.events.length + 1) {
        throw new Error(`Not the event number ${this.events.length + 1}: ${line}`);
      }
      this.events.push(event.observation);
    } else {
      this.other.push(line);
    }
    this.#tell();
  }

  #tell(): void {
    for (const resolve of this.#waiting) {
      resolve();
    }
    this.#waiting.clear();
  }
}

/** Runs a driver to its end. */
export async function drive(
  folder: RunFolder,
  spec = folder.attempt(),
  env?: NodeJS.ProcessEnv,
): Promise<Driver> {
  const driver = new Driver(folder, spec, env);
  await driver.exit();
  return driver;
}
