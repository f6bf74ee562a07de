import { columnsAt, type Place } from '../../document/place.ts';

/**
 * Where problems of a whole file stand: the first character of a line that shows. Found without a parse, since the
 * line may be the whole file.
 */
export function beginningOf(text: string): Place {
  const start = Math.max(0, text.search(/[^\s\uFEFF]/));
  return columnsAt(start, start + 1);
}
