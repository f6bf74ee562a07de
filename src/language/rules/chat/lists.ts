import { isObject, type JsonObject, valueAt } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import type { Message } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';

/** Where a row of a chat format keeps its conversation or prompt; undefined for formats of bare strings. */
export function promptPath(format: Format, row: JsonObject): Path | undefined {
  switch (format.id) {
    case 'openai-chat':
    case 'trl-language-modelling':
      return ['messages'];
    case 'sharegpt':
      return ['conversations'];
    case 'openai-preference':
      return ['input', 'messages'];
    case 'trl-prompt-completion':
      return ['prompt'];
    case 'trl-preference':
      // Without a prompt it is what chosen and rejected begin with in common.
      return row.prompt === undefined ? ['chosen'] : ['prompt'];
    default:
      return undefined;
  }
}

/** Where the answer that is learnt is looked for: among the conversation's own messages, or in the completion. */
export function answerPath(format: Format, row: JsonObject): Path | undefined {
  return format.id === 'trl-prompt-completion' ? ['completion'] : promptPath(format, row);
}

/** Whether there is a list of messages: what is anything else is the business of the schema's rules. */
export function isMessageList(row: JsonObject, path: Path): boolean {
  const list = valueAt(row, path);
  return Array.isArray(list) && list.every(isObject);
}

/** Whether somebody speaks whose role is not known: who is missing can't be said then. */
export function hasUnknownRole(messages: readonly Message[]): boolean {
  return messages.some((message) => message.role === 'unknown');
}

export function isSystem(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer';
}
