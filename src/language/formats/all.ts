import { alpaca } from './alpaca.ts';
import type { Format, FormatId } from './format.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiPreference } from './openai-preference.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';
import { trlLanguageModelling } from './trl-language-modelling.ts';
import { trlPreference } from './trl-preference.ts';
import { trlPromptCompletion } from './trl-prompt-completion.ts';

/** Every format, the commoner first: where the evidence is equal, the earlier wins. */
export const formats: readonly Format[] = [
  openaiChat,
  openaiPreference,
  trlLanguageModelling,
  trlPromptCompletion,
  trlPreference,
  sharegpt,
  alpaca,
  text,
];

export function formatById(id: FormatId): Format {
  return formats.find((format) => format.id === id)!;
}
