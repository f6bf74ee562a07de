import { allMessages, type Example } from '../formats/example.ts';
import { ambiguousRequest } from './cases/ambiguous-request.ts';
import { longInput } from './cases/long-input.ts';
import { multiTurn } from './cases/multi-turn.ts';
import { noToolNeeded } from './cases/no-tool-needed.ts';
import { refusal } from './cases/refusal.ts';
import { shortInput } from './cases/short-input.ts';
import { toolError } from './cases/tool-error.ts';
import { dialogueOf } from './dialogue.ts';
import { isDraftText } from './draft.ts';
import type { EdgeCase } from './edge-case.ts';
import { exampleBit } from './traits.ts';

/** Built-in edge cases; a row's facts hold one bit for each, below `exampleBit`, so there are at most 30. */
export const catalogue: readonly EdgeCase[] = [
  refusal,
  ambiguousRequest,
  multiTurn,
  shortInput,
  longInput,
  toolError,
  noToolNeeded,
];

/** The cases that an example covers as bits, and one bit more for being an example. */
export function casesOf(example: Example): number {
  if (example.kind === 'text') {
    return 0;
  }
  const dialogue = dialogueOf(example);
  let bits = 0;
  for (let index = 0; index < catalogue.length; index++) {
    if (catalogue[index]!.detect(dialogue)) {
      bits |= 1 << index;
    }
  }
  // A draft that nobody has written yet covers nothing.
  return (1 << exampleBit) | (bits !== 0 && isDraft(example) ? 0 : bits);
}

function isDraft(example: Example): boolean {
  for (const message of allMessages(example)) {
    for (const { text } of message.passages) {
      if (isDraftText(text)) {
        return true;
      }
    }
  }
  return false;
}
