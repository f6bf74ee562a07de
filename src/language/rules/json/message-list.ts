import { isObject } from '../../document/json.ts';
import { wholeRow } from '../../document/locate.ts';
import type { ColumnEdit } from '../../document/place.ts';

/** Whether a list holds the messages of one conversation, so that splitting it into rows would tear that apart. */
export function isMessageList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isObject(item) && typeof item.role === 'string')
  );
}

/** Makes a row of a list of messages. */
export function wrapMessages(text: string): ColumnEdit[] {
  const { start, end } = wholeRow(text);
  return [
    { start, end: start, text: '{"messages":' },
    { start: end, end, text: '}' },
  ];
}
