import { type Example, type Message, textOf } from '../../formats/example.ts';
import { hashMessages } from '../../similarity/fingerprint.ts';
import { isConversational, type Side } from './sides.ts';

/** The shortest prompt that does not stand at the head of two answers by chance. */
const shortestPrompt = 12;

/** How much of a side repeats the explicit prompt. */
export type Repeated =
  | { readonly kind: 'messages'; readonly count: number }
  | { readonly kind: 'text'; readonly length: number };

/** What a side repeats of the prompt before it comes to its answer; undefined for nothing. */
export function repeatedPrompt(example: Example, side: Side, other: Side): Repeated | undefined {
  const prompt = example.messages;
  const [first] = side.messages;
  if (prompt.length === 0 || first === undefined) {
    return undefined;
  }
  if (!isConversational(side.messages)) {
    const text = prompt.length === 1 ? textOf(prompt[0]!) : '';
    const length = text.trim().length < shortestPrompt ? 0 : headLength(first, text);
    return length > 0 && other.messages.length === 1 && headLength(other.messages[0]!, text) > 0
      ? { kind: 'text', length }
      : undefined;
  }
  const count = prompt.length;
  return side.messages.length > count &&
    prompt.every((message, index) => isSame(message, side.messages[index]!))
    ? { kind: 'messages', count }
    : undefined;
}

/** The length of the prompt at the head of an answer that goes on after it; 0 where it does not stand there. */
function headLength({ content }: Message, prompt: string): number {
  return typeof content === 'string' && content.length > prompt.length && content.startsWith(prompt)
    ? prompt.length
    : 0;
}

/** Whether two messages say the same. A plain string has the role of where it stands. */
export function isSame(a: Message, b: Message): boolean {
  if (a.role !== b.role) {
    return false;
  }
  const plain = typeof a.content === 'string' && a.calls.length === 0 && b.calls.length === 0;
  return (plain && a.content === b.content) || hashMessages([a]) === hashMessages([b]);
}
