import type { ColumnEdit } from './place.ts';

/**
 * A text with edits made. Edits may come in any order; of two that overlap the earlier in the text wins, and the
 * number of edits made is told, so that a caller can come back for the rest.
 */
export function applyEdits(text: string, edits: readonly ColumnEdit[]): { text: string; made: number } {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let from = 0;
  let made = 0;
  for (const edit of ordered) {
    if (edit.start < from || (made > 0 && edit.start === from && edit.end === edit.start)) {
      continue;
    }
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
    made++;
  }
  return { text: result + text.slice(from), made };
}

/** A text with edits made that belong together and do not overlap: one may begin where another ends. */
export function applyTogether(text: string, edits: readonly ColumnEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}
