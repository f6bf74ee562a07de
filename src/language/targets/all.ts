import { openaiSft } from './openai-sft.ts';
import type { Target, TargetId } from './target.ts';

/** Every target that can be chosen, in the order of a pick list. */
export const targets: readonly Target[] = [openaiSft];

export const targetIds = targets.map((target) => target.id);

export function targetById(id: TargetId): Target {
  return targets.find((target) => target.id === id)!;
}
