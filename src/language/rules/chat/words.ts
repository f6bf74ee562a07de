import type { Message } from '../../formats/example.ts';

const longest = 40;

/** A value of the row as a sentence has it: in quotes, on one line, without what can't be seen, and cut where long. */
export function quoted(text: string): string {
  const head = text.slice(0, longest).replace(/[\s\p{C}]+/gu, ' ');
  return `"${head}${text.length > longest ? '…' : ''}"`;
}

/** Who speaks, as the row spells it. */
export function speaker(message: Message): string {
  return quoted(message.spelling ?? message.role);
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function quotedList(names: readonly string[]): string {
  const all = names.map(quoted);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

/** Templates that refuse what others take, for messages about rows whose template is not known. */
export const strictTemplates = 'Many chat templates (those of Llama 2, Mistral and Gemma, for instance)';
