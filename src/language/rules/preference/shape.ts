import { type Demand, demandsFor, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { ExampleContext, ExampleRule, Report } from '../rule.ts';
import { repeatedPrompt } from './repeated.ts';
import { isConversational, type Side, sidesOf } from './sides.ts';

/** A pair that is not a prompt and two answers to it. */
export const shape: ExampleRule = {
  code: 'preference.shape',
  title: 'Shape of a preference pair',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'preference',
  check(context, report) {
    const { example, format, targets } = context;
    if (example.kind !== 'preference') {
      return;
    }
    const demands = demandsFor(targets, 'singleAnswer');
    const [chosen, rejected] = sidesOf(example, format.id);
    checkSide(context, chosen, rejected, demands, report);
    checkSide(context, rejected, chosen, demands, report);
    checkPrompt(context, report);
  },
};

function checkSide(
  { example, value }: ExampleContext,
  side: Side,
  other: Side,
  demands: readonly Demand<true>[],
  report: Report,
): void {
  const { key, messages } = side;
  const last = messages.at(-1);
  if (last === undefined) {
    // What is missing, or of another type, is the schema's business.
    const written = value[key];
    if (Array.isArray(written) && written.length === 0) {
      report({
        place: { path: [key] },
        message: `"${key}" is an empty list: without two answers there is nothing to prefer. Write the answer, or remove the row.`,
      });
    }
    return;
  }
  if (!isConversational(messages)) {
    return;
  }
  if (last.role !== 'assistant') {
    if (last.role !== 'unknown') {
      report({
        place: { path: last.rolePath },
        message: `"${key}" ends with a message from ${quoted(last.spelling ?? last.role)}, and what is compared are the assistant's answers. Remove it, or write the answer.`,
      });
    }
    return;
  }
  if (messages.length === 1 || repeatedPrompt(example, side, other) !== undefined) {
    return;
  }
  if (demands.length > 0) {
    report({
      place: { path: messages[0]!.rolePath },
      message: `"${key}" has ${messages.length} messages, and ${targetNames(demands)} wants one: the assistant's answer. Move the others into the prompt.`,
    });
    return;
  }
  const turn = messages.find(({ role }) => role === 'user' || role === 'system' || role === 'developer');
  if (example.messages.length > 0 && turn !== undefined) {
    report({
      place: { path: turn.rolePath },
      severity: 'warning',
      message: `"${key}" holds a message from ${quoted(turn.spelling ?? turn.role)}. All of it counts as the answer, so that the model learns what others say too: move it into the prompt.`,
    });
  }
}

/** Together checks this and chat.last-role speaks for it; OpenAI says so in words. */
function checkPrompt({ example, format, targets }: ExampleContext, report: Report): void {
  const last = example.messages.at(-1);
  if (format.id !== 'openai-preference' || last?.role !== 'assistant') {
    return;
  }
  const told = demandsFor(targets, 'promptLastRoles').some(({ value }) => !value.includes('assistant'));
  if (!told) {
    report({
      place: { path: last.rolePath },
      severity: 'warning',
      message:
        'The input ends with an answer already, so that the two outputs answer nothing. Remove it, or add what the user says next.',
    });
  }
}
