import type { Json } from '../../document/json.ts';
import { replaceValue } from '../../document/surgery.ts';
import { isTrained, type Message } from '../../formats/example.ts';
import type { ExampleRule } from '../rule.ts';

/** A conversation whose every answer is masked. */
export const nothingTrained: ExampleRule = {
  code: 'chat.nothing-trained',
  title: 'Nothing is trained',
  severity: 'error',
  scope: 'row',
  on: 'example',
  check({ example }, report) {
    if (example.kind !== 'conversation' && example.kind !== 'prompt-completion') {
      return;
    }
    const answers = example.kind === 'conversation' ? example.messages : example.completion;
    let last: Message | undefined;
    for (const message of answers) {
      if (isTrained(message) || message.weight === 1 || message.weight === true) {
        return;
      }
      last = message.role === 'assistant' ? message : last;
    }
    if (last?.source === undefined) {
      return;
    }
    const path = [...last.path, (last.source.weight ?? null) === null ? 'train' : 'weight'];
    const on: Json = last.weight === 0 ? 1 : true;
    report({
      place: { path },
      message:
        'Every answer of this row is masked: the model is trained on none of its tokens. Let the answer that counts be learnt, or remove the row.',
      fix: {
        title: 'Train the last answer',
        safety: 'suggested',
        change: (row) => ({ kind: 'columns', edits: replaceValue(row.text, path, on) }),
      },
    });
  },
};
