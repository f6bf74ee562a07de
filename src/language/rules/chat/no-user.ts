import type { Example, Message } from '../../formats/example.ts';
import { demandsFor, type Target, targetNames } from '../../targets/target.ts';
import type { ExampleRule } from '../rule.ts';
import { hasUnknownRole, isMessageList, isSystem, promptPath } from './lists.ts';

/** A conversation or prompt in which the user says nothing. */
export const noUser: ExampleRule = {
  code: 'chat.no-user',
  title: 'No user message',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, format, value, targets }, report) {
    const prompt = example.messages.length === 0 ? example.chosen : example.messages;
    if (example.kind === 'text' || prompt.some((message) => message.role === 'user')) {
      return;
    }
    const path = promptPath(format, value);
    if (path === undefined || !isMessageList(value, path) || hasUnknownRole(prompt)) {
      return;
    }
    // A conversation without any answer is chat.no-assistant's: one problem is enough for a row like that.
    if (example.kind === 'conversation' && !prompt.some((message) => message.role === 'assistant')) {
      return;
    }
    const names = namesOfBroken(example, prompt, targets);
    report({
      place: { path, part: 'key' },
      severity: names === '' ? 'warning' : 'error',
      message: `No message is from "${format.id === 'sharegpt' ? 'human' : 'user'}"${names === '' ? '' : `, which ${names} asks for`}: the model would learn to answer without having been asked. Add the user's message.`,
    });
  },
};

/** The targets that refuse the row as it is. */
function namesOfBroken(example: Example, prompt: readonly Message[], targets: readonly Target[]): string {
  const first = prompt.find((message) => !isSystem(message));
  const last = prompt.at(-1);
  const demands =
    example.kind === 'conversation'
      ? demandsFor(targets, 'firstRoles').filter(({ value }) => first && !value.includes(first.role))
      : demandsFor(targets, 'promptLastRoles').filter(({ value }) => !last || !value.includes(last.role));
  return targetNames(demands);
}
