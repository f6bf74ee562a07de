import { graphemesOf, terminalWidth } from '../../workspace/printable.ts';

/** The beginning of printable text that takes no more columns than this; an ellipsis says that more was there. */
export function cut(text: string, columns: number, ellipsis = '…'): string {
  if (terminalWidth(text) <= columns) {
    return text;
  }
  let kept = '';
  let left = columns - terminalWidth(ellipsis);
  for (const grapheme of graphemesOf(text)) {
    left -= terminalWidth(grapheme);
    if (left < 0) {
      break;
    }
    kept += grapheme;
  }
  return columns < terminalWidth(ellipsis) ? '' : kept + ellipsis;
}
