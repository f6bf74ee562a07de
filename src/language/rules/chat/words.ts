import type { Message } from '../../formats/example.ts';
import { quoted, series } from '../../words.ts';

/** Who speaks, as the row spells it. */
export function speaker(message: Message): string {
  return quoted(message.spelling ?? message.role);
}

/** Names in quotes as a sentence lists them. */
export function quotedList(names: readonly string[]): string {
  return series(names.map(quoted));
}

/** Templates that refuse what others take, for messages about rows whose template is not known. */
export const strictTemplates = 'Many chat templates (those of Llama 2, Mistral and Gemma, for instance)';
