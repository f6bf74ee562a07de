import { type Example, isTrained, type Message, textOf } from '../formats/example.ts';

/** An example as detectors look at it: one conversation, sorted once by who speaks. */
export interface Dialogue {
  readonly example: Example;
  /** From the prompt to the answer; of a preference pair the chosen one. */
  readonly messages: readonly Message[];
  /** What the user says, message by message. */
  readonly asked: readonly string[];
  /** What the assistant says and the model learns. */
  readonly answers: readonly string[];
  /** The last message that is learnt; undefined where there is none. */
  readonly answer: Message | undefined;
  /** Whether a tool is called or answers. */
  readonly usesTools: boolean;
}

export function dialogueOf(example: Example): Dialogue {
  const { completion, chosen } = example;
  const messages =
    completion.length === 0 && chosen.length === 0
      ? example.messages
      : [...example.messages, ...completion, ...chosen];
  const asked: string[] = [];
  const answers: string[] = [];
  let answer: Message | undefined;
  let usesTools = false;
  for (const message of messages) {
    if (message.role === 'user') {
      asked.push(textOf(message));
    } else if (message.role === 'tool' || message.calls.length > 0) {
      usesTools = true;
      answer = isTrained(message) ? message : answer;
    } else if (isTrained(message)) {
      answers.push(textOf(message));
      answer = message;
    }
  }
  return { example, messages, asked, answers, answer, usesTools };
}
