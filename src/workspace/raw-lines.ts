import type { FileSignature, Splice } from '../language/index.ts';

export type LineEnd = '\n' | '\r\n' | '\r' | '';

/** A line of a file with the end that it has there; the last line's is empty. */
export interface RawLine {
  readonly text: string;
  readonly end: LineEnd;
  /** The line of the file as it was read that this one is or stands for; undefined for a new one. */
  readonly origin: number | undefined;
}

/** Puts lines and their ends together again: the ends are read from the bytes, where each is as it was written. */
export function rawLines(lines: readonly string[], bytes: Uint8Array): RawLine[] {
  const ends = lineEnds(bytes);
  return lines.map((text, origin) => ({ text, end: ends[origin] ?? '', origin }));
}

function lineEnds(bytes: Uint8Array): LineEnd[] {
  const ends: LineEnd[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 10) {
      ends.push('\n');
    } else if (bytes[at] === 13) {
      const paired = bytes[at + 1] === 10;
      ends.push(paired ? '\r\n' : '\r');
      at += paired ? 1 : 0;
    }
  }
  return ends;
}

/** The line end that most lines have: what new lines get. */
export function usualEnd(ends: FileSignature['lineEnds']): LineEnd {
  if (ends.crlf > ends.lf && ends.crlf >= ends.cr) {
    return '\r\n';
  }
  return ends.cr > ends.lf ? '\r' : '\n';
}

export function countEnds(lines: readonly RawLine[]): FileSignature['lineEnds'] {
  const counts = { lf: 0, crlf: 0, cr: 0 };
  for (const { end } of lines) {
    counts.lf += end === '\n' ? 1 : 0;
    counts.crlf += end === '\r\n' ? 1 : 0;
    counts.cr += end === '\r' ? 1 : 0;
  }
  return counts;
}

/**
 * Makes replacements, given in file order and in lines as they are before any of them. Lines that none touches keep
 * their text and their end; whether the file ends with a line end stays as it was.
 */
export function spliceRaw(lines: readonly RawLine[], splices: readonly Splice[]): RawLine[] {
  const usual = usualEnd(countEnds(lines));
  const result: RawLine[] = [];
  let from = 0;
  for (const { start, removed, inserted } of splices) {
    append(result, lines.slice(from, start));
    const gone = lines.slice(start, start + removed);
    append(
      result,
      inserted.map((text, index) => replacement(text, gone, index, inserted.length, usual)),
    );
    from = start + removed;
  }
  append(result, lines.slice(from));
  const last = lines.at(-1)!;
  if (result.at(-1) !== last && lines.length > 1 && last.text.trim() === '' && result.at(-1)?.text !== '') {
    append(result, result.length === 0 ? [] : [{ text: '', end: '', origin: undefined }]);
  }
  return closed(result, usual);
}

function append(result: RawLine[], lines: readonly RawLine[]): void {
  for (const line of lines) {
    result.push(line);
  }
}

/** The new lines of a replacement take the ends of those they replace, one by one; the rest the usual one. */
function replacement(
  text: string,
  gone: readonly RawLine[],
  index: number,
  count: number,
  usual: LineEnd,
): RawLine {
  const old = gone[Math.min(index, gone.length - 1)];
  const end = index === count - 1 ? gone.at(-1)?.end : gone[index]?.end;
  return { text, end: end === undefined || end === '' ? usual : end, origin: old?.origin };
}

/** Only the last line has no end, and there is always one. */
function closed(lines: readonly RawLine[], usual: LineEnd): RawLine[] {
  if (lines.length === 0) {
    return [{ text: '', end: '', origin: undefined }];
  }
  return lines.map((line, index) => {
    const end = index === lines.length - 1 ? '' : line.end || usual;
    return end === line.end ? line : { ...line, end };
  });
}
