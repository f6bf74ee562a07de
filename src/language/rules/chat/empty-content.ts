import type { JsonObject } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { removeAt } from '../../document/surgery.ts';
import { type Example, isTrained, type Message, sections } from '../../formats/example.ts';
import { demandsFor, fateOf, type Target } from '../../targets/target.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { isSystem } from './lists.ts';
import { speaker } from './words.ts';

/** A message that says nothing. One without the key at all is schema.missing-key's. */
export const emptyContent: ExampleRule = {
  code: 'chat.empty-content',
  title: 'Empty content',
  severity: 'error',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    for (const section of sections) {
      for (const message of example[section]) {
        const path = emptyAt(message);
        if (path !== undefined) {
          report(finding(example, message, path, targets));
        }
      }
    }
  },
};

/** Where a message is empty; undefined where it says something, calls something, or may well say nothing. */
function emptyAt(message: Message): Path | undefined {
  const { content, passages, source, role } = message;
  if (content === undefined || message.calls.length > 0 || message.media) {
    return undefined;
  }
  for (const { text } of passages) {
    if (text.charCodeAt(0) > 32 || /\S/.test(text)) {
      return undefined;
    }
  }
  // A tool may return nothing, and a row's own "system": "" is how many say that there is none.
  if (role === 'tool' || (role === 'system' && source === undefined) || saysOtherwise(source)) {
    return undefined;
  }
  if (passages.length > 0) {
    return passages[0]!.path;
  }
  // Neither text nor null nor an empty list: of the wrong type, which the schema's rules tell.
  return content === null || (Array.isArray(content) && content.length === 0)
    ? message.contentPath
    : undefined;
}

/** Whether something else stands in place of the content: a refusal, or calls, be they spelled as they may. */
function saysOtherwise(source: JsonObject | undefined): boolean {
  const calls = source?.tool_calls;
  return (
    (typeof source?.refusal === 'string' && source.refusal !== '') ||
    (Array.isArray(calls) && calls.length > 0) ||
    (source?.function_call ?? null) !== null ||
    (source?.audio ?? null) !== null
  );
}

function finding(example: Example, message: Message, path: Path, targets: readonly Target[]): Finding {
  const place = { path };
  if (example.kind === 'text') {
    return { place, message: 'The text is empty: there is nothing to learn from the row. Remove it.' };
  }
  if (message.role === 'assistant') {
    const demands = demandsFor(targets, 'emptyContent');
    const fate = demands.length === 0 ? '' : ` Such a row is ${fateOf(demands)}.`;
    return isTrained(message)
      ? {
          place,
          message: `This answer is empty: the model would learn to say nothing.${fate} Write the answer, or remove the row.`,
        }
      : {
          place,
          severity: demands.length === 0 ? 'warning' : 'error',
          message: `This answer is empty.${fate} Write it, or remove the message.`,
        };
  }
  if (isSystem(message)) {
    return {
      place,
      severity: 'warning',
      message: 'The system message is empty: it tells the model nothing. Write it, or remove it.',
      fix: {
        title: 'Remove the empty system message',
        safety: 'suggested',
        change: (row) => ({ kind: 'columns', edits: removeAt(row.text, message.path) }),
      },
    };
  }
  const who = message.spelling === undefined ? 'The prompt' : `This message from ${speaker(message)}`;
  return {
    place,
    severity: 'warning',
    message: `${who} is empty: the model would learn to answer nothing in particular. Write it, or remove the row.`,
  };
}
