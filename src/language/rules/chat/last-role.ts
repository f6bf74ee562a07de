import { removeAt } from '../../document/surgery.ts';
import type { Example, Message } from '../../formats/example.ts';
import { demandsFor, type Target, targetNames } from '../../targets/target.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { isSystem } from './lists.ts';
import { speaker } from './words.ts';

/** A conversation that goes on after its last answer, or a prompt that ends with one. */
export const lastRole: ExampleRule = {
  code: 'chat.last-role',
  title: 'Last message is no answer',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    if (example.kind === 'conversation') {
      checkConversation(example.messages, targets, report);
    } else if (!example.standard) {
      checkPrompt(example, targets, report);
    }
  },
};

function checkConversation(messages: readonly Message[], targets: readonly Target[], report: Report): void {
  const last = messages.at(-1);
  if (last === undefined || last.role === 'assistant' || last.role === 'unknown') {
    return;
  }
  // Without any answer there is more wrong than the last message: chat.no-assistant says so.
  if (!messages.some((message) => message.role === 'assistant')) {
    return;
  }
  const demands = demandsFor(targets, 'lastRoles').filter(({ value }) => !value.includes(last.role));
  report({
    place: { path: last.rolePath },
    severity: demands.length > 0 ? 'error' : 'warning',
    message:
      demands.length > 0
        ? `The last message is from ${speaker(last)}, and ${targetNames(demands)} wants the assistant's answer there. Remove what follows the last answer, or write the answer.`
        : `The last message is from ${speaker(last)}: nothing that follows the last answer is learnt. Remove it, or write the answer.`,
    fix: removal(last),
  });
}

/** Who may speak last where the answer is written apart differs: without a target nothing is wrong. */
function checkPrompt({ messages }: Example, targets: readonly Target[], report: Report): void {
  const last = messages.at(-1);
  if (targets.length === 0 || last === undefined || last.role === 'unknown' || isSystem(last)) {
    return;
  }
  const demands = demandsFor(targets, 'promptLastRoles').filter(({ value }) => !value.includes(last.role));
  if (demands.length > 0 && messages.some(({ role }) => role === 'user')) {
    report({
      place: { path: last.rolePath },
      severity: 'error',
      message: `The prompt ends with a message from ${speaker(last)}, and ${targetNames(demands)} wants the answer to follow on what the user said. Move it into the answers, or remove it.`,
    });
  }
}

function removal(message: Message): Fix {
  return {
    title: 'Remove the message after the last answer',
    safety: 'suggested',
    change: (row) => ({ kind: 'columns', edits: removeAt(row.text, message.path) }),
  };
}
