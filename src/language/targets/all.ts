import { axolotl } from './axolotl.ts';
import { azureDpo } from './azure-dpo.ts';
import { azureSft } from './azure-sft.ts';
import { fireworks } from './fireworks.ts';
import { llamaFactory } from './llama-factory.ts';
import { mistral } from './mistral.ts';
import { mlx } from './mlx.ts';
import { openaiDpo } from './openai-dpo.ts';
import { openaiSft } from './openai-sft.ts';
import type { Target, TargetId } from './target.ts';
import { togetherDpo } from './together-dpo.ts';
import { togetherSft } from './together-sft.ts';
import { trlDpo } from './trl-dpo.ts';
import { trlOrpo } from './trl-orpo.ts';
import { trlSft } from './trl-sft.ts';

/** Every target that can be chosen, in the order of a pick list. */
export const targets: readonly Target[] = [
  trlSft,
  trlDpo,
  trlOrpo,
  openaiSft,
  openaiDpo,
  azureSft,
  azureDpo,
  togetherSft,
  togetherDpo,
  fireworks,
  mistral,
  axolotl,
  llamaFactory,
  mlx,
];

export const targetIds = targets.map((target) => target.id);

export function targetById(id: TargetId): Target {
  return targets.find((target) => target.id === id)!;
}
