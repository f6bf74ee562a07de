import { addProperty, replaceValue } from '../../document/surgery.ts';
import { allMessages, type Message, type ToolCall } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { exampleIn } from '../../formats/read-row.ts';
import { hashText } from '../../similarity/fingerprint.ts';
import { type Demand, demandsFor, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Change, Fix } from '../problem.ts';
import type { ExampleContext, ExampleRule, Report } from '../rule.ts';
import { type Exchanges, exchangesIn } from './results.ts';
import { answering } from './unmatched-result.ts';

/** Ids of calls that are missing, used twice, or not of the form that a target wants. */
export const callId: ExampleRule = {
  code: 'tools.call-id',
  title: 'Id of a tool call',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check(context, report) {
    const seen: (ToolCall | Message)[] = [];
    const judged: string[] = [];
    for (const exchanges of exchangesIn(context.example)) {
      const calls = callsWithIdKey(exchanges.dialogue);
      if (calls.length > 0) {
        reportMissing(context, calls, exchanges, seen, report);
        reportRepeated(calls, exchanges, seen, report);
      }
      reportMisshapen(context, exchanges.dialogue, judged, report);
    }
  },
};

function callsWithIdKey(dialogue: readonly Message[]): readonly ToolCall[] {
  const calls: ToolCall[] = [];
  for (const message of dialogue) {
    for (const call of message.calls) {
      if (hasIdKey(call)) {
        calls.push(call);
      }
    }
  }
  return calls;
}

/** OpenAI's older function_call, and a call in a text, have no id. */
function hasIdKey(call: ToolCall): boolean {
  return call.text === undefined && call.path.at(-1) !== 'function_call';
}

function hasId({ id }: ToolCall): boolean {
  return id !== undefined && id !== '';
}

/** Hugging Face's rows do without ids: without a target, what is wrong is that some calls have one and others not. */
function reportMissing(
  { example, targets }: ExampleContext,
  calls: readonly ToolCall[],
  { answered }: Exchanges,
  seen: (ToolCall | Message)[],
  report: Report,
): void {
  const demands = demandsFor(targets, 'callId');
  const usual = calls.some(hasId);
  for (const call of calls) {
    if (hasId(call) || seen.includes(call) || (!usual && demands.length === 0)) {
      continue;
    }
    seen.push(call);
    const taken = new Set(allMessages(example).flatMap((message) => message.calls.map(({ id }) => id ?? '')));
    const fresh = freshId(`${call.name} ${call.path.join()}`, demands, taken);
    report({
      place: call.id === undefined ? { path: call.path, part: 'open' } : { path: [...call.path, 'id'] },
      severity: demands.length > 0 ? 'error' : 'warning',
      message:
        demands.length > 0
          ? `This call of ${quoted(call.name ?? '')} has no id, and ${targetNames(demands)} wants one.`
          : `This call of ${quoted(call.name ?? '')} has no id, while others of the row do: its result can't be told apart.`,
      fix: fresh === undefined ? undefined : setting([call], [answered.get(call)], fresh, 'suggested'),
    });
  }
  for (const [call, result] of answered) {
    if (
      hasId(call) &&
      hasIdKey(call) &&
      (result.callId ?? '') === '' &&
      result.spelling === 'tool' &&
      !seen.includes(result)
    ) {
      seen.push(result);
      report({
        place:
          result.callId === undefined
            ? { path: result.rolePath }
            : { path: [...result.path, 'tool_call_id'] },
        message: `This result has no "tool_call_id", though the calls of the row have ids: it can only be guessed which call it answers.`,
        fix: answering(result, call),
      });
    }
  }
}

function reportRepeated(
  calls: readonly ToolCall[],
  { answered }: Exchanges,
  seen: (ToolCall | Message)[],
  report: Report,
): void {
  for (const [index, call] of calls.entries()) {
    const first = hasId(call) ? calls.findIndex(({ id }) => id === call.id) : index;
    if (first < index && !seen.includes(call)) {
      seen.push(call);
      const fresh = numbered(call.id!, new Set(calls.map(({ id }) => id ?? '')));
      report({
        place: { path: [...call.path, 'id'] },
        message: `The id ${quoted(call.id!)} is that of an earlier call in this conversation: which result answers which call is left to chance.`,
        fix: setting([call], [answered.get(call)], fresh, 'suggested'),
      });
    }
  }
}

/** Each id once: the fix gives it another wherever it stands. */
function reportMisshapen(
  { example, format, targets }: ExampleContext,
  dialogue: readonly Message[],
  judged: string[],
  report: Report,
): void {
  const demands = demandsFor(targets, 'callId');
  if (demands.length === 0) {
    return;
  }
  const ids = new Set(allMessages(example).flatMap((message) => message.calls.map((call) => call.id ?? '')));
  const judge = (id: string | undefined, path: readonly (string | number)[]) => {
    const broken = demands.filter(({ value }) => id !== undefined && !new RegExp(value).test(id));
    if (id !== undefined && id !== '' && broken.length > 0 && !judged.includes(id)) {
      judged.push(id);
      report({
        place: { path },
        severity: 'error',
        message: `The id ${quoted(id)} is not of the form that ${targetNames(broken)} wants: ${inWords(broken[0]!.value)}.`,
        fix: respelling(id, freshId(id, demands, ids), format),
      });
    }
  };
  for (const message of dialogue) {
    for (const call of message.calls) {
      judge(hasIdKey(call) ? call.id : undefined, [...call.path, 'id']);
    }
    judge(message.callId, [...message.path, 'tool_call_id']);
  }
}

function inWords(pattern: string): string {
  return pattern === '^[a-zA-Z0-9]{9}$' ? 'nine letters and digits' : pattern;
}

/** An id of the wanted form, the same for the same old one, that no other call has. */
function freshId(
  old: string,
  demands: readonly Demand<string>[],
  taken: ReadonlySet<string>,
): string | undefined {
  const end = tailOf(old);
  const shared = [...taken].some((id) => id !== old && tailOf(id) === end);
  const hash = hashText(old).toString(36).padStart(11, '0');
  const forms = demands.map(({ value }) => new RegExp(value));
  return [shared ? '' : end, hash.slice(-9), `call_${hash}`].find(
    (id) => id !== '' && !taken.has(id) && forms.every((form) => form.test(id)),
  );
}

/** What an id ends with is mostly what tells it from others. */
function tailOf(id: string): string {
  return id.replace(/[^a-zA-Z0-9]/g, '').slice(-9);
}

function numbered(id: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${id}_${number}`)) {
    number++;
  }
  return `${id}_${number}`;
}

/** Gives calls and their results an id. */
function setting(
  calls: readonly ToolCall[],
  results: readonly (Message | undefined)[],
  id: string,
  safety: Fix['safety'],
): Fix {
  return {
    title: `Give the call the id ${quoted(id)}`,
    safety,
    change: ({ text }) => ({
      kind: 'columns',
      edits: [
        ...calls.flatMap((call) =>
          call.id === undefined
            ? addProperty(text, call.path, 'id', id)
            : replaceValue(text, [...call.path, 'id'], id),
        ),
        ...results.flatMap((result) => {
          if (result === undefined) {
            return [];
          }
          return result.callId === undefined
            ? addProperty(text, result.path, 'tool_call_id', id)
            : replaceValue(text, [...result.path, 'tool_call_id'], id);
        }),
      ],
    }),
  };
}

/** An id stands for nothing: another in all its places changes nothing that is learnt. */
function respelling(id: string, to: string | undefined, format: Format): Fix | undefined {
  if (to === undefined) {
    return undefined;
  }
  return {
    title: `Change the id to ${quoted(to)}, in calls and results`,
    safety: 'safe',
    change: ({ text }): Change | undefined => {
      const example = exampleIn(text, format);
      const messages = example === undefined ? [] : allMessages(example);
      return {
        kind: 'columns',
        edits: [
          ...messages.flatMap(({ calls }) =>
            calls
              .filter((call) => call.id === id && hasIdKey(call))
              .flatMap((call) => replaceValue(text, [...call.path, 'id'], to)),
          ),
          ...messages
            .filter((message) => message.callId === id)
            .flatMap((message) => replaceValue(text, [...message.path, 'tool_call_id'], to)),
        ],
      };
    },
  };
}
