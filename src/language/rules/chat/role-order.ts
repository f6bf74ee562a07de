import { type Message, sections } from '../../formats/example.ts';
import { demandsFor, fateOf, isTemplateOpen, losesRow, type Target } from '../../targets/target.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { mergeFix } from './merge.ts';
import { speaker, strictTemplates } from './words.ts';

/** User and assistant who don't take turns. */
export const roleOrder: ExampleRule = {
  code: 'chat.role-order',
  title: 'Speakers do not take turns',
  severity: 'info',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    if (example.kind === 'text') {
      return;
    }
    for (const section of sections) {
      const messages = example[section];
      for (let index = 1; index < messages.length; index++) {
        const before = messages[index - 1]!;
        const message = messages[index]!;
        const finding =
          before.role === message.role
            ? twice(before, message, targets)
            : before.role === 'tool' && message.role === 'user'
              ? unanswered(message, targets)
              : undefined;
        if (finding !== undefined) {
          report(finding);
        }
      }
    }
  },
};

function twice(before: Message, message: Message, targets: readonly Target[]): Finding | undefined {
  if (message.role !== 'user' && message.role !== 'assistant') {
    return undefined;
  }
  const place = { path: message.rolePath };
  const found = `Two messages in a row are from ${speaker(message)}`;
  const fix = mergeFix('Merge the message into the one before', before, message);
  const demands = demandsFor(targets, 'alternation');
  if (demands.length > 0) {
    return {
      place,
      severity: losesRow(demands) ? 'error' : 'warning',
      message: `${found}: a row whose speakers don't take turns is ${fateOf(demands)}. Merge them, or add what is missing between them.`,
      fix,
    };
  }
  // An answer and a call of its own right after it are a habit of agents that most templates take.
  if (before.calls.length > 0 || message.calls.length > 0 || !isTemplateOpen(targets)) {
    return undefined;
  }
  return {
    place,
    message: `${found}. ${strictTemplates} refuse a row whose speakers don't take turns. Merge them, or add what is missing between them.`,
    fix,
  };
}

function unanswered(message: Message, targets: readonly Target[]): Finding | undefined {
  const demands = demandsFor(targets, 'toolsAnswered');
  if (demands.length === 0) {
    return undefined;
  }
  return {
    place: { path: message.rolePath },
    severity: losesRow(demands) ? 'error' : 'warning',
    message: `${speaker(message)} speaks before the assistant has answered the tool's result: such a row is ${fateOf(demands)}. Add the answer.`,
  };
}
