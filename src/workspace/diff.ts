import type { RawLine } from './raw-lines.ts';

interface Hunk {
  readonly oldStart: number;
  readonly old: readonly RawLine[];
  readonly newStart: number;
  readonly now: readonly RawLine[];
}

/**
 * A unified diff, row by row and without context: rows stand for themselves, and unchanged neighbours would be pages
 * of nothing. `patch` takes it as it is, `git apply` with --unidiff-zero. Line ends alone are no difference here.
 */
export function unifiedDiff(name: string, before: readonly RawLine[], after: readonly RawLine[]): string[] {
  const found = hunks(before.filter(isRow), after.filter(isRow));
  return found.length === 0 ? [] : [`--- ${name}`, `+++ ${name}`, ...found.flatMap(linesOf)];
}

/** The emptiness after the last line end is no row. */
function isRow(line: RawLine, index: number, lines: readonly RawLine[]): boolean {
  return index < lines.length - 1 || line.text !== '';
}

function hunks(before: readonly RawLine[], after: readonly RawLine[]): Hunk[] {
  const found: Hunk[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length || now < after.length) {
    const hunk = { oldStart: old, newStart: now, old: [] as RawLine[], now: [] as RawLine[] };
    // Lines know which they were, so that nothing has to be searched for.
    while (
      !(old < before.length && isKept(before[old]!, after[now])) &&
      (old < before.length || now < after.length)
    ) {
      const line = after[now];
      if (line !== undefined && (old >= before.length || (line.origin ?? -1) < old)) {
        hunk.now.push(line);
        now++;
      } else if (line !== undefined && line.origin === old) {
        hunk.old.push(before[old]!);
        hunk.now.push(line);
        old++;
        now++;
      } else {
        hunk.old.push(before[old]!);
        old++;
      }
    }
    if (hunk.old.length + hunk.now.length > 0) {
      found.push(hunk);
    }
    old++;
    now++;
  }
  return found;
}

function isKept(old: RawLine, now: RawLine | undefined): boolean {
  return (
    now !== undefined &&
    now.origin === old.origin &&
    now.text === old.text &&
    (now.end === '') === (old.end === '')
  );
}

function linesOf({ oldStart, old, newStart, now }: Hunk): string[] {
  return [
    `@@ -${range(oldStart, old.length)} +${range(newStart, now.length)} @@`,
    ...old.flatMap((line) => marked('-', line)),
    ...now.flatMap((line) => marked('+', line)),
  ];
}

/** Where a side has no lines, the line before is named. */
function range(start: number, count: number): string {
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

function marked(sign: string, { text, end }: RawLine): string[] {
  return end === ''
    ? [`${sign}${text}`, '\\ No newline at end of file']
    : [`${sign}${text}${end === '\r\n' ? '\r' : ''}`];
}
