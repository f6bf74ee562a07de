import { isObject, valueAt } from '../../document/json.ts';
import { removeAt, replaceValue } from '../../document/surgery.ts';
import type { Message } from '../../formats/example.ts';
import type { Fix } from '../problem.ts';

/** Keys of a message that its text carries with it into another one. */
const carried = new Set(['role', 'content', 'from', 'value']);

/** Appends a message's text to an earlier one's, and takes it out; undefined where more than text would be lost. */
export function mergeFix(title: string, into: Message, message: Message): Fix | undefined {
  if (!isMergeable(into) || !isMergeable(message)) {
    return undefined;
  }
  return {
    title,
    safety: 'suggested',
    change: ({ text }) => {
      const row: unknown = JSON.parse(text);
      const before = valueAt(row, into.contentPath);
      const after = valueAt(row, message.contentPath);
      if (typeof before !== 'string' || typeof after !== 'string') {
        return undefined;
      }
      const edits = [
        ...replaceValue(text, into.contentPath, joined(before, after)),
        ...removeAt(text, message.path),
      ];
      return { kind: 'columns', edits };
    },
  };
}

function joined(before: string, after: string): string {
  return before === '' || after === '' ? before + after : `${before}\n\n${after}`;
}

function isMergeable(message: Message): boolean {
  const { source, content } = message;
  return (
    typeof content === 'string' &&
    (source === undefined || (isObject(source) && Object.keys(source).every((key) => carried.has(key))))
  );
}
