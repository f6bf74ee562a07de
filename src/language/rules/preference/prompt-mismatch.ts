import { locate } from '../../document/locate.ts';
import { openingAt, type Path, type Place } from '../../document/place.ts';
import { replaceAt } from '../../document/surgery.ts';
import type { Message } from '../../formats/example.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { isSame, type Repeated, repeatedPrompt } from './repeated.ts';
import { isConversational, type Side, sidesOf } from './sides.ts';

/** How much of a repeated text is underlined. */
const longestMark = 40;

/** Answers that do not answer one and the same prompt, or that repeat it. */
export const promptMismatch: ExampleRule = {
  code: 'preference.prompt-mismatch',
  title: 'Prompts of a pair differ',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  needs: 'preference',
  check({ example, format }, report) {
    if (example.kind !== 'preference') {
      return;
    }
    const [chosen, rejected] = sidesOf(example, format.id);
    if (example.messages.length === 0) {
      if (isConversational(chosen.messages) && isConversational(rejected.messages)) {
        checkImplicit(chosen, rejected, report);
      }
      return;
    }
    const heads: [Side, Repeated][] = [];
    for (const [side, other] of [
      [chosen, rejected],
      [rejected, chosen],
    ] as const) {
      const repeated = repeatedPrompt(example, side, other);
      if (repeated !== undefined) {
        heads.push([side, repeated]);
      }
    }
    const [first] = heads;
    if (first === undefined) {
      return;
    }
    const [side, repeated] = first;
    // Trainers that know the habit of a prompt beside whole conversations drop one of the two.
    const habit = repeated.kind === 'messages' && !isConversational(example.messages);
    report({
      place:
        repeated.kind === 'text'
          ? { path: [side.key], span: [0, Math.min(repeated.length, longestMark)] }
          : openingAt(side.key, 0),
      severity: habit ? 'info' : 'warning',
      message: `${heads.length === 2 ? 'Both answers begin' : `"${side.key}" begins`} with the prompt, which the row has already${habit ? ': TRL leaves one out, other trainers show it to the model twice' : ': the model would see it twice, and learn to repeat it'}. Remove it from the answers.`,
      fix: removal(heads),
    });
  },
};

function removal(heads: readonly [Side, Repeated][]): Fix {
  return {
    title: 'Remove the prompt from the answers',
    safety: 'suggested',
    change: ({ text }) => ({
      kind: 'columns',
      edits: heads.flatMap(([{ key }, repeated]) => {
        if (repeated.kind === 'text') {
          return replaceAt(text, { path: [key], span: [0, repeated.length] }, '');
        }
        const { start } = locate(text, { path: [key, 0] });
        return [{ start, end: locate(text, { path: [key, repeated.count] }).start, text: '' }];
      }),
    }),
  };
}

/** Without a prompt of its own, a pair's prompt is what both conversations begin with. */
function checkImplicit(chosen: Side, rejected: Side, report: Report): void {
  const [a, b] = [chosen.messages, rejected.messages];
  let index = 0;
  while (index < a.length && index < b.length && isSame(a[index]!, b[index]!)) {
    index++;
  }
  const [one, other] = [a[index], b[index]];
  if (one === undefined || other === undefined) {
    return;
  }
  if (one.role !== 'assistant' || other.role !== 'assistant') {
    report({
      place: differenceOf(one, other),
      message: `Message ${index + 1} of "${rejected.key}" is not that of "${chosen.key}": the two answer different prompts, so that the model learns nothing of the answers. Begin both alike.`,
    });
    return;
  }
  const late = [...a.slice(index), ...b.slice(index)].find(
    ({ role }) => role === 'user' || role === 'system',
  );
  if (late !== undefined) {
    report({
      place: { path: late.rolePath },
      message: `The conversations part at message ${index + 1}, and ${quoted(late.spelling ?? late.role)} speaks after that. Only what both begin with is the prompt: the rest counts as the answer, the user's words too.`,
    });
  }
}

/** The word at which the second message leaves the first. */
function differenceOf(one: Message, other: Message): Place {
  if (one.role !== other.role) {
    return { path: other.rolePath };
  }
  const [a, b] = [one.content, other.content];
  return typeof a === 'string' && typeof b === 'string'
    ? wordAt(b, firstDifference(a, b), other.contentPath)
    : opening(other);
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) {
    index++;
  }
  return index;
}

function wordAt(text: string, at: number, path: Path): Place {
  const start = text.slice(0, at).search(/\S*$/);
  const end = at + text.slice(at).search(/\s|$/);
  return start === end ? { path, part: 'key' } : { path, span: [start, Math.min(end, start + longestMark)] };
}

function opening({ path }: Message): Place {
  return { path, part: 'open' };
}
