import { removeAt } from '../../document/surgery.ts';
import { sections, textOf } from '../../formats/example.ts';
import { demandsFor, targetNames } from '../../targets/target.ts';
import type { ExampleRule } from '../rule.ts';

/** An assistant message that both says something and calls tools, where the target takes only one of the two. */
export const contentAndCalls: ExampleRule = {
  code: 'chat.content-and-calls',
  title: 'Content beside tool calls',
  severity: 'error',
  scope: 'row',
  on: 'example',
  check({ example, format, targets }, report) {
    // ShareGPT writes the call into the content itself.
    if (targets.length === 0 || format.id === 'sharegpt') {
      return;
    }
    for (const section of sections) {
      for (const message of example[section]) {
        if (message.role !== 'assistant' || message.calls.length === 0 || textOf(message) === '') {
          continue;
        }
        const demands = demandsFor(targets, 'contentXorCalls');
        if (demands.length > 0) {
          report({
            place: { path: message.contentPath, part: 'key' },
            message: `This message has content and tool calls: ${targetNames(demands)} takes one or the other, and rejects the row. Remove the content, or say it in a message of its own.`,
            fix: {
              title: 'Remove the content beside the tool calls',
              safety: 'suggested',
              change: (row) => ({ kind: 'columns', edits: removeAt(row.text, message.contentPath) }),
            },
          });
        }
      }
    }
  },
};
