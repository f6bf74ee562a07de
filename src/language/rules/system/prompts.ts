import { formatById } from '../../formats/all.ts';
import { allMessages, type Message } from '../../formats/example.ts';
import type { FormatId } from '../../formats/format.ts';
import { exampleIn } from '../../formats/read-row.ts';
import type { Tally } from '../../similarity/tally.ts';

/** A system prompt with the number of rows that have it. */
export interface Prompt {
  readonly text: string;
  readonly rows: number;
}

/** The system prompts of a file, the commonest first; of equally common ones in the order of their text. */
export function promptsOf(systems: Tally<string | undefined>): Prompt[] {
  const prompts: Prompt[] = [];
  for (const [text, rows] of systems.counts) {
    if (text !== undefined) {
      prompts.push({ text, rows });
    }
  }
  return prompts.sort((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1));
}

/** The message that a row's system prompt is, as the index of system prompts takes it. */
export function systemMessageIn(text: string, format: FormatId): Message | undefined {
  const example = exampleIn(text, formatById(format));
  return example === undefined
    ? undefined
    : allMessages(example).find((message) => message.role === 'system' || message.role === 'developer');
}
