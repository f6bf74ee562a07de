import type { LogLine } from '../protocol.ts';

/** Older lines are let go: the whole log is a file, and one action away. */
export const mostLines = 50_000;
const longestText = 4_000;

export type LevelFilter = 'all' | 'warnings' | 'errors';

export interface NumberedLine extends LogLine {
  /** From 0, counted from the log's beginning. */
  readonly number: number;
}

/** Lines as they come; the earliest that are kept may not be the first there were. */
export class LogLines {
  #lines: NumberedLine[] = [];
  #version = 0;

  get all(): readonly NumberedLine[] {
    return this.#lines;
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  /** Lines from number `from` on; 0 starts anew. What is sent twice is kept once. */
  put(from: number, lines: readonly LogLine[]): void {
    this.#version += 1;
    const first = this.#lines[0]?.number ?? from;
    const next = first + this.#lines.length;
    if (from === 0 || from > next || from < first) {
      this.#lines = [];
    } else if (from < next) {
      this.#lines.length = from - first;
    }
    for (const [index, line] of lines.entries()) {
      this.#lines.push({ ...line, text: printable(line.text), number: from + index });
    }
    // Cut rarely and much, not one by one.
    if (this.#lines.length > mostLines * 1.2) {
      this.#lines = this.#lines.slice(-mostLines);
    }
  }
}

export function passes(level: LogLine['level'], filter: LevelFilter): boolean {
  return filter === 'all' || level === 'error' || (filter === 'warnings' && level === 'warning');
}

const escapeCharacter = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
/** Colours, titles and cursor movements that programs write for terminals. */
const sequences = new RegExp(
  `${escapeCharacter}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escapeCharacter}]*(?:${bell}|${escapeCharacter}\\\\)?|[@-Z\\\\-_])`,
  'g',
);
const controls = /(?!\t)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * A line of a log as it can be shown: without escapeCharacter codes, what a carriage return overwrote left out, and with
 * characters that would hide or reorder text made visible.
 */
export function printable(text: string): string {
  const plain = text.includes(escapeCharacter) ? text.replace(sequences, '') : text;
  const last = plain
    .split('\r')
    .filter((part) => part.trim() !== '')
    .at(-1);
  const shown = (last ?? '').replace(controls, visible);
  return shown.length > longestText ? `${shown.slice(0, longestText)}…` : shown;
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  // U+2400 and on are pictures of the control characters.
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
