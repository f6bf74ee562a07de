import { formatById, targets } from '../../language/index.ts';
import type { TargetDescription } from '../protocol.ts';

/** What a person can choose from. */
export function describeTargets(): TargetDescription[] {
  return targets.map(({ id, title, requires }) => ({
    id,
    title,
    formats: requires.formats.value.map((format) => formatById(format).title),
  }));
}
