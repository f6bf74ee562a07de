import { keyAt, rowOpening } from '../../document/place.ts';
import type { Format } from '../../formats/format.ts';
import type { ObjectRule } from '../rule.ts';

/** A row that is written in another format than the rest of its file. */
export const mixedFormats: ObjectRule = {
  code: 'schema.mixed-formats',
  title: 'Mixed formats',
  severity: 'error',
  scope: 'row',
  on: 'object',
  check({ value, format, fileFormat }, report) {
    if (
      format === undefined ||
      fileFormat === undefined ||
      format === fileFormat ||
      areTwins(format, fileFormat)
    ) {
      return;
    }
    const key = format.requiredKeys.find((required) => Object.hasOwn(value, required));
    report({
      place: key === undefined ? rowOpening : keyAt(key),
      message: `This row is written as ${format.title}, and most rows of this file as ${fileFormat.title}. A trainer reads a file in one format: convert the row, or move it to a file of its own.`,
    });
  },
};

/** Formats that have the same keys differ only in how tool calls are spelt, which other rules look at. */
function areTwins(a: Format, b: Format): boolean {
  return a.requiredKeys.join() === b.requiredKeys.join();
}
