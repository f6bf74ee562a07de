import { locate } from '../../document/locate.ts';
import { removeAt } from '../../document/surgery.ts';
import { type Example, type Message, sections } from '../../formats/example.ts';
import { type Demand, demandsFor, type Target, targetNames } from '../../targets/target.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule } from '../rule.ts';
import { isSystem } from './lists.ts';
import { mergeFix } from './merge.ts';
import { speaker, strictTemplates } from './words.ts';

/** A system message that comes after somebody has spoken, or a second one. */
export const systemPosition: ExampleRule = {
  code: 'chat.system-position',
  title: 'System message out of place',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    for (const section of sections) {
      const messages = example[section];
      let begun = section !== 'messages' && example.messages.length > 0;
      for (let index = 0; index < messages.length; index++) {
        const message = messages[index]!;
        if (!isSystem(message)) {
          begun = true;
          continue;
        }
        const first =
          index === 0 ? undefined : messages.slice(0, index).find(({ role }) => role === message.role);
        if ((!begun && first === undefined) || endsConversation(example, index)) {
          continue;
        }
        const demands = brokenDemands(targets, example, message, first !== undefined);
        report({
          place: { path: message.rolePath },
          severity: demands.length > 0 ? 'error' : 'warning',
          message: messageOf(message, first !== undefined, demands),
          fix:
            first === undefined
              ? moveFix(message, messages[0]!)
              : mergeFix('Merge it into the first system message', first, message),
        });
      }
    }
  },
};

/** What follows the last answer is chat.last-role's. */
function endsConversation(example: Example, index: number): boolean {
  const { kind, messages } = example;
  return kind === 'conversation' && index === messages.length - 1 && messages.some(isAnswer);
}

function isAnswer(message: Message): boolean {
  return message.role === 'assistant';
}

function brokenDemands(
  targets: readonly Target[],
  example: Example,
  message: Message,
  second: boolean,
): Demand<unknown>[] {
  const endsPrompt = example.kind !== 'conversation' && message === example.messages.at(-1);
  return [
    ...demandsFor(targets, 'systemFirst'),
    ...(second ? demandsFor(targets, 'singleSystem') : []),
    ...(endsPrompt
      ? demandsFor(targets, 'promptLastRoles').filter(({ value }) => !value.includes(message.role))
      : []),
  ];
}

function messageOf(message: Message, second: boolean, demands: readonly Demand<unknown>[]): string {
  const found = second
    ? `This is the second message from ${speaker(message)}`
    : `This message from ${speaker(message)} comes after the conversation has begun`;
  const advice = second ? 'Merge it into the first one.' : 'Put it first.';
  return demands.length > 0
    ? `${found}, and ${targetNames(demands)} takes one only at the start. ${advice}`
    : `${found}. ${strictTemplates} take one at the start, and drop or refuse any other. ${advice}`;
}

function moveFix(message: Message, first: Message): Fix | undefined {
  if (message === first || message.source === undefined) {
    return undefined;
  }
  return {
    title: 'Move the system message to the front',
    safety: 'suggested',
    change: ({ text }) => {
      const { start, end } = locate(text, { path: message.path });
      const head = locate(text, { path: first.path });
      const space = /^\s*,(\s*)/.exec(text.slice(head.end))?.[1] ?? '';
      const edits = [
        { start: head.start, end: head.start, text: `${text.slice(start, end)},${space}` },
        ...removeAt(text, message.path),
      ];
      return { kind: 'columns', edits };
    },
  };
}
