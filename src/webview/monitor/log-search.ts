import { type LevelFilter, type NumberedLine, passes } from './log-lines.ts';

/** As many as VS Code's own search counts in a file. */
export const mostMatches = 20_000;

export interface LogMatch {
  /** The line's place among those that pass the filter. */
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

export interface Found {
  /** The lines that pass the filter. */
  readonly lines: readonly NumberedLine[];
  /** In order of rows; cut off at `mostMatches`. */
  readonly matches: readonly LogMatch[];
}

/** The lines of a log that pass a filter, and where a text stands in them; upper and lower case are the same. */
export function searchLog(all: readonly NumberedLine[], filter: LevelFilter, query: string): Found {
  const lines = filter === 'all' ? all : all.filter((line) => passes(line.level, filter));
  const matches: LogMatch[] = [];
  for (let row = 0; row < lines.length && query !== '' && matches.length < mostMatches; row += 1) {
    for (const start of findAll(lines[row]!.text, query)) {
      matches.push({ row, start, end: start + query.length });
    }
  }
  matches.length = Math.min(matches.length, mostMatches);
  return { lines, matches };
}

/** Where a text stands in another; what is found doesn't overlap. */
export function findAll(text: string, query: string): number[] {
  const [folded, wanted] = [fold(text), fold(query)];
  const found: number[] = [];
  for (
    let at = folded.indexOf(wanted);
    at !== -1 && wanted !== '';
    at = folded.indexOf(wanted, at + wanted.length)
  ) {
    found.push(at);
  }
  return found;
}

/** Lower case, of the same length: a few letters ("İ") become two, and places would shift. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : text.replace(/[\s\S]/g, (unit) => (unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit));
}

/** The first match of a row and those behind it in the same row, by bisection: a row is drawn at each scrolling. */
export function matchesOf(matches: readonly LogMatch[], row: number): { first: number; count: number } {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches[middle]!.row < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  let end = low;
  while (matches[end]?.row === row) {
    end += 1;
  }
  return { first: low, count: end - low };
}
