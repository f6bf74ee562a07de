import { removeAt } from '../../document/surgery.ts';
import { dialogues, type Message } from '../../formats/example.ts';
import { demandsFor, targetNames } from '../../targets/target.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule } from '../rule.ts';

/** A conversation that goes on after its last answer: what follows is learnt by nobody. */
export const lastRole: ExampleRule = {
  code: 'chat.last-role',
  title: 'Last message is no answer',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    if (example.kind !== 'conversation') {
      return;
    }
    const [messages = []] = dialogues(example);
    const last = messages.at(-1);
    // Without any answer there is more wrong than the last message: chat.no-assistant says so.
    if (last === undefined || last.role === 'assistant' || !messages.some((m) => m.role === 'assistant')) {
      return;
    }
    const demands = demandsFor(targets, 'lastRoles').filter(({ value }) => !value.includes(last.role));
    const who = last.spelling ?? last.role;
    report({
      place: { path: last.rolePath },
      severity: demands.length > 0 ? 'error' : 'warning',
      message:
        demands.length > 0
          ? `The last message is from "${who}", and ${targetNames(demands)} wants the assistant's answer there. Remove what follows the last answer, or write the answer.`
          : `The last message is from "${who}": nothing that follows the last answer is learnt. Remove it, or write the answer.`,
      fix: removal(last),
    });
  },
};

function removal(message: Message): Fix {
  return {
    title: 'Remove the message after the last answer',
    safety: 'suggested',
    change: (row) => ({ kind: 'columns', edits: removeAt(row.text, message.path) }),
  };
}
