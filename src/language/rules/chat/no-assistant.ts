import type { ExampleRule } from '../rule.ts';
import { answerPath, hasUnknownRole, isMessageList } from './lists.ts';

/** A conversation or completion without an answer. For preference rows preference.shape says it. */
export const noAssistant: ExampleRule = {
  code: 'chat.no-assistant',
  title: 'No assistant message',
  severity: 'error',
  scope: 'row',
  on: 'example',
  check({ example, format, value }, report) {
    const answers = example.kind === 'prompt-completion' ? example.completion : example.messages;
    if (
      example.kind === 'text' ||
      example.kind === 'preference' ||
      answers.some((message) => message.role === 'assistant')
    ) {
      return;
    }
    const path = answerPath(format, value);
    if (path === undefined || !isMessageList(value, path) || hasUnknownRole(answers)) {
      return;
    }
    report({
      place: { path, part: 'key' },
      message:
        answers.length === 0
          ? 'There are no messages here: the row teaches nothing. Write the conversation, or remove the row.'
          : `No message is from "${format.id === 'sharegpt' ? 'gpt' : 'assistant'}": without an answer there is nothing to learn from the row. Write the answer, or remove the row.`,
    });
  },
};
