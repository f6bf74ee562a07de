import { depthAfter } from './brackets.ts';

/** How the values of a file are laid out: one a line, as JSON Lines has it, or otherwise. */
export type Layout = 'lines' | 'array' | 'pretty';

/** How many lines are read to tell a layout: a single row spread over more is not looked for. */
const linesRead = 5000;

/** After so many values that each stand on one line, the file is one of lines. */
const enoughLines = 20;

/**
 * Tells one JSON array and pretty-printed objects from JSON Lines. Only asked where most lines are no objects. Counts
 * brackets rather than parsing, so that one mistake in a pretty-printed file does not make a thousand broken rows.
 */
export function layoutOf(lines: Iterable<string>): Layout {
  let read = 0;
  let depth = 0;
  let started = 0;
  let isArray = false;
  let onOneLine = 0;
  for (const line of lines) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') {
      continue;
    }
    if (isArray) {
      // One list on the first line and more after it: rows that are lists.
      return 'lines';
    }
    read++;
    if (depth === 0) {
      started = read;
      if (!/^[[{]/.test(text)) {
        return 'lines';
      }
    }
    const change = depthAfter(text, depth);
    if (change === undefined) {
      return 'lines';
    }
    depth = change;
    if (text.startsWith('[') && started === read && read === 1) {
      if (depth > 0) {
        return /^\[\s*(?:$|[[{])/.test(text) ? 'array' : 'lines';
      }
      isArray = text.endsWith(']');
    } else if (depth === 0 && read > started) {
      return 'pretty';
    } else if (depth === 0) {
      onOneLine++;
    }
    if (read >= linesRead || onOneLine >= enoughLines) {
      break;
    }
  }
  return isArray ? 'array' : 'lines';
}
