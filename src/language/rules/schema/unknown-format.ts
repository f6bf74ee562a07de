import { closest } from '../../closest.ts';
import { keyAt, rowOpening } from '../../document/place.ts';
import { formats } from '../../formats/all.ts';
import { quoted } from '../../words.ts';
import type { DatasetRule, DatasetView } from '../rule.ts';
import { listed } from './words.ts';

/** How many of the rows' keys are named. */
const mostKeys = 6;

/** A file whose rows look like no format that anything could be trained on. */
export const unknownFormat: DatasetRule = {
  code: 'schema.unknown-format',
  title: 'Unknown format',
  severity: 'error',
  scope: 'dataset',
  reads: ['shapes', 'kinds', 'rows'],
  check({ format, rows, indexes }, report) {
    if (format !== undefined || indexes.kinds.count('object') === 0) {
      return;
    }
    const first = rows.find((row) => row.facts?.kind === 'object');
    if (first === undefined) {
      return;
    }
    const keys = commonKeys(indexes.shapes);
    const guess = nearest(keys);
    const has =
      keys.length === 0 ? 'Its rows are empty objects.' : `Its rows have ${listed(keys.slice(0, mostKeys))}.`;
    const hasGuess = guess !== undefined && first.facts?.shape?.keys?.has(guess.key) === true;
    report(first, {
      place: hasGuess ? keyAt(guess.key) : rowOpening,
      message: `This file is in no format that is known here. ${has} Expected are ${expectedKeys()}.${
        guess === undefined ? '' : ` Did you mean ${quoted(guess.meant)} by ${quoted(guess.key)}?`
      }`,
    });
  },
};

/** The keys that each format is known by; of formats with the same keys the first stands for all. */
function expectedKeys(): string {
  const titles = new Map<string, string>();
  for (const { title, requiredKeys } of formats) {
    const keys = listed(requiredKeys);
    titles.set(keys, titles.get(keys) ?? title);
  }
  return [...titles].map(([keys, title]) => `${keys} (${title})`).join(', ');
}

/** The keys of the rows' objects, those of most rows first. */
function commonKeys(shapes: DatasetView['indexes']['shapes']): string[] {
  const counts = new Map<string, number>();
  for (const [shape, count] of shapes.counts) {
    for (const key of shape.keys?.keys() ?? []) {
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([key]) => key);
}

function nearest(keys: readonly string[]): { key: string; meant: string } | undefined {
  const wanted = formats.flatMap(({ requiredKeys }) => requiredKeys);
  for (const key of keys) {
    const meant = closest(key, wanted);
    if (meant !== undefined && meant !== key) {
      return { key, meant };
    }
  }
  return undefined;
}
