import type { Example, Message } from '../../formats/example.ts';
import type { FormatId } from '../../formats/format.ts';

export interface Side {
  readonly name: 'chosen' | 'rejected';
  /** The key of the row that holds it. */
  readonly key: string;
  readonly messages: readonly Message[];
}

export function chosenKey(format: FormatId): string {
  return format === 'openai-preference' ? 'preferred_output' : 'chosen';
}

export function rejectedKey(format: FormatId): string {
  return format === 'openai-preference' ? 'non_preferred_output' : 'rejected';
}

export function sidesOf(example: Example, format: FormatId): readonly [chosen: Side, rejected: Side] {
  return [
    { name: 'chosen', key: chosenKey(format), messages: example.chosen },
    { name: 'rejected', key: rejectedKey(format), messages: example.rejected },
  ];
}

/** Whether messages are written as such, not as a bare string. */
export function isConversational(messages: readonly Message[]): boolean {
  return messages.length > 0 && messages.every((message) => message.source !== undefined);
}
