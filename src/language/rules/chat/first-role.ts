import { demandsFor, isTemplateOpen, targetNames } from '../../targets/target.ts';
import type { ExampleRule } from '../rule.ts';
import { isSystem } from './lists.ts';
import { speaker, strictTemplates } from './words.ts';

/** A conversation that the assistant begins. A tool's result without a call is tools.unmatched-result's. */
export const firstRole: ExampleRule = {
  code: 'chat.first-role',
  title: 'The assistant speaks first',
  severity: 'info',
  scope: 'row',
  on: 'example',
  check({ example: { kind, messages }, targets }, report) {
    const first = messages.find((message) => !isSystem(message));
    // Where no user speaks at all, chat.no-user says so.
    if (kind === 'text' || first?.role !== 'assistant' || !messages.some(({ role }) => role === 'user')) {
      return;
    }
    const place = { path: first.rolePath };
    const found = `The conversation begins with ${speaker(first)}`;
    const advice = 'Begin with the user, or put what is said into the system message.';
    const demands = demandsFor(targets, 'firstRoles').filter(({ value }) => !value.includes('assistant'));
    if (demands.length > 0) {
      report({
        place,
        severity: 'error',
        message: `${found}, and ${targetNames(demands)} wants the user to speak first. ${advice}`,
      });
    } else if (isTemplateOpen(targets)) {
      report({ place, message: `${found}. ${strictTemplates} refuse that. ${advice}` });
    }
  },
};
