import type { CoverageEntry } from '../language/index.ts';

/**
 * Coverage of several files together: a case counts wherever it occurs. Which rows cover it is only said of a single
 * file: numbers of several would not say which they are of.
 */
export function mergeCoverage(files: readonly (readonly CoverageEntry[])[]): readonly CoverageEntry[] {
  const covered = files.filter((entries) => entries.length > 0);
  if (covered.length < 2) {
    return covered[0] ?? [];
  }
  const merged = new Map<string, CoverageEntry>();
  for (const entry of covered.flat()) {
    const count = entry.count + (merged.get(entry.id)?.count ?? 0);
    merged.set(entry.id, { ...entry, count, status: count >= entry.min ? 'covered' : 'missing', rows: [] });
  }
  return [...merged.values()];
}
