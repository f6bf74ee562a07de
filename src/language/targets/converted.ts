import { formats } from '../formats/all.ts';
import type { Target } from './target.ts';

/**
 * What a target asks of rows that are converted to its own format on the way: any format will do, and calls' arguments
 * are spelt as it wants them.
 */
export function converted(target: Target): Target {
  const { argumentsType: _, ...requires } = target.requires;
  return {
    ...target,
    requires: { ...requires, formats: { ...requires.formats, value: formats.map(({ id }) => id) } },
  };
}
