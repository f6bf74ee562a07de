import { parsedJson } from '../../document/inner.ts';
import { isObject, type Json, valueAt } from '../../document/json.ts';
import { locate } from '../../document/locate.ts';
import { through } from '../../document/place.ts';
import { editThrough, replaceAt } from '../../document/surgery.ts';
import { allMessages, type ToolCall } from '../../formats/example.ts';
import type { FormatId } from '../../formats/format.ts';
import { type Demand, demandsFor, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { argumentsOf, usesTools } from './calls.ts';

type Spelling = 'string' | 'object';

/** What the rows of a file write, where its format is told from its twin by nothing else. */
const usual: Partial<Record<FormatId, Spelling>> = {
  'openai-chat': 'string',
  'openai-preference': 'string',
  'trl-language-modelling': 'object',
};

/** Arguments as a JSON string where the target, or the rest of the file, has an object, or the other way round. */
export const argumentsType: ExampleRule = {
  code: 'tools.arguments-type',
  title: 'Arguments as string or object',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example, format, targets }, report) {
    if (!usesTools(example)) {
      return;
    }
    let demands: readonly Demand<Spelling>[] | undefined;
    for (const message of allMessages(example)) {
      for (const call of message.calls) {
        const spelling = spellingOf(call);
        if (spelling !== undefined) {
          demands ??= demandsFor(targets, 'argumentsType');
          const finding = judge(call, spelling, demands, targets.length > 0 ? undefined : usual[format.id]);
          if (finding !== undefined) {
            report(finding);
          }
        }
      }
    }
  },
};

/** Undefined for what is no arguments in either spelling: tools.arguments-json and schema rules speak of it. */
function spellingOf(call: ToolCall): Spelling | undefined {
  if (typeof call.arguments === 'string') {
    return 'string';
  }
  return isObject(call.arguments) ? 'object' : undefined;
}

function judge(
  call: ToolCall,
  spelling: Spelling,
  demands: readonly Demand<Spelling>[],
  expected: Spelling | undefined,
): Finding | undefined {
  const place = through(call.text, call.argumentsPath, spelling === 'object' ? 'open' : 'key');
  const name = quoted(call.name ?? '');
  if (call.text !== undefined) {
    // The call is text already: a string in it would be JSON in JSON in JSON.
    return spelling === 'string' && argumentsOf(call) !== undefined
      ? {
          place,
          message: `The arguments of ${name} are a string within the call's JSON, where an object is expected: the model would see them quoted twice.`,
          fix: respelling(call, 'object'),
        }
      : undefined;
  }
  const broken = demands.filter(({ value }) => value !== spelling);
  const wanted = broken[0]?.value ?? expected;
  if (
    wanted === undefined ||
    wanted === spelling ||
    (spelling === 'string' && argumentsOf(call) === undefined)
  ) {
    return undefined;
  }
  const are = `The arguments of ${name} are ${spelling === 'string' ? 'a JSON string' : 'an object'}`;
  const other = wanted === 'string' ? 'a JSON string' : 'an object';
  return {
    place,
    severity: broken.length > 0 ? 'error' : 'warning',
    message:
      broken.length > 0
        ? `${are}, and ${targetNames(broken)} wants ${other}.`
        : `${are}, where the file writes ${other}: one kind of row is read wrong, or breaks the load.`,
    // Of targets that want both, none is served by a change.
    fix: broken.length < demands.length ? undefined : respelling(call, wanted),
  };
}

/** The same arguments, character by character, with one layer of quotes more or less. */
function respelling(call: ToolCall, to: Spelling): Fix {
  return {
    title: to === 'string' ? 'Write the arguments as a JSON string' : 'Write the arguments as an object',
    safety: 'safe',
    change: ({ text }) => ({
      kind: 'columns',
      edits: editThrough(text, call.text, call.argumentsPath, (json, path) => {
        const value = valueAt(parsedJson(json)?.value, path) as Json | undefined;
        const place = { path };
        if (to === 'string') {
          const { start, end } = locate(json, place);
          return isObject(value) ? replaceAt(json, place, JSON.stringify(json.slice(start, end))) : [];
        }
        // Line breaks in JSON text stand between its parts, and a row is one line.
        return typeof value === 'string' && isObject(parsedJson(value)?.value)
          ? replaceAt(json, place, value.trim().replace(/[\r\n]+/g, ' '))
          : [];
      }),
    }),
  };
}
