import type { CheckReport, Progress, TrainingProvider } from '../../providers/provider.ts';
import { printable, terminalWidth } from '../../workspace/printable.ts';
import type { Io } from '../io.ts';
import { clearLine } from '../progress.ts';
import type { Paint } from '../report/paint.ts';
import { cut } from './cut.ts';
import { statusColors } from './preflight-text.ts';

/** What a provider's check found, for people. */
export function environmentText(provider: TrainingProvider, report: CheckReport, paint: Paint): string {
  const widest = Math.max(0, ...report.items.map(({ name }) => terminalWidth(printable(name))));
  const lines = report.items.flatMap(({ name, status, found, advice }) => {
    const shown = printable(name);
    const padding = ' '.repeat(widest - terminalWidth(shown));
    const level = paint(statusColors[status], status.padEnd('warning'.length));
    const indent = ' '.repeat('warning'.length + 6 + widest);
    return [
      `  ${level}  ${shown}${padding}  ${printable(found)}`,
      ...(advice === undefined ? [] : [`${indent}${printable(advice)}`]),
    ];
  });
  const ready = report.ready
    ? paint('green', 'Ready to train.')
    : report.preparable
      ? '`tuneset train --check-environment --install` makes what is missing.'
      : paint('red', 'Not ready to train.');
  return `${paint('bold', provider.title)}\n${lines.join('\n')}\n${ready}\n`;
}

/** Makes what is missing where the provider can, telling how far it is; gives what is there then. */
export async function prepared(
  provider: TrainingProvider,
  progress: Progress,
  signal: AbortSignal,
): Promise<CheckReport> {
  const report = await provider.check(signal);
  if (report.ready || !report.preparable || provider.prepare === undefined) {
    return report;
  }
  await provider.prepare(progress, signal);
  return provider.check(signal);
}

const stepMs = 100;

/** Tells of something that takes long, on standard error: one line drawn in place on a terminal, else a line a step. */
export class Steps {
  readonly #io: Io;
  readonly #inPlace: boolean;
  readonly #brief: boolean;
  #last = Number.NEGATIVE_INFINITY;
  #message: string | undefined;
  #drawn = false;

  /** `inPlace`: where it is a terminal. `brief`: what is over soon, and is told in place or not at all. */
  constructor(io: Io, { inPlace, brief }: { readonly inPlace: boolean; readonly brief: boolean }) {
    this.#io = io;
    this.#inPlace = inPlace && io.stderr.isTerminal && io.env.TERM !== 'dumb';
    this.#brief = brief;
  }

  readonly tell: Progress = ({ message, fraction }) => {
    const text = printable(message);
    if (!this.#inPlace) {
      if (!this.#brief && text !== this.#message) {
        void this.#io.stderr.write(`${text}\n`);
      }
      this.#message = text;
      return;
    }
    const now = performance.now();
    if (text === this.#message && now - this.#last < stepMs) {
      return;
    }
    this.#message = text;
    this.#last = now;
    this.#drawn = true;
    const share = fraction === undefined ? '' : ` ${Math.floor(fraction * 100)} %`;
    const room = Math.max(1, (this.#io.stderr.columns?.() ?? 80) - 1 - share.length);
    void this.#io.stderr.write(`${clearLine}${cut(text, room, '')}${share}`);
  };

  /** Takes the line away again. */
  async clear(): Promise<void> {
    if (this.#drawn) {
      this.#drawn = false;
      await this.#io.stderr.write(clearLine);
    }
  }
}
