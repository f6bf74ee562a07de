import { editsOfSplices, repairs, safeOnly } from '../../language/index.ts';
import type { OpenDocument } from '../documents.ts';
import type { FixAllResult } from '../protocol.ts';

/** Everything that can be repaired without a person looking at it. */
export function fixAll({ dataset, version }: OpenDocument): FixAllResult {
  const { splices, bytes, fixed } = repairs(dataset, safeOnly);
  const all = [...fixed.values()].reduce((sum, count) => sum + count, 0);
  return { version, edits: editsOfSplices(dataset, splices), bytes, fixed: all - bytes.length };
}
