import { innerJson, innerStart, parsedJson } from '../../document/inner.ts';
import { isObject, type Json, typeName, valueAt } from '../../document/json.ts';
import { type Place, through } from '../../document/place.ts';
import { editThrough, replaceValue } from '../../document/surgery.ts';
import type { Message, ToolCall } from '../../formats/example.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { mended, mistakeIn } from './broken-json.ts';
import { taught, usesTools } from './calls.ts';
import { shown, withArticle } from './words.ts';

/** A call whose arguments no program could read: not JSON, or JSON that is no object. */
export const argumentsJson: ExampleRule = {
  code: 'tools.arguments-json',
  title: 'Arguments of a call are not JSON',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example }, report) {
    if (!usesTools(example)) {
      return;
    }
    for (const message of taught(example)) {
      if (message.calls.length > 0) {
        for (const call of message.calls) {
          checkArguments(call, report);
        }
      } else if (message.spelling === 'function_call') {
        checkCallText(message, report);
      }
    }
  },
};

function checkArguments(call: ToolCall, report: Report): void {
  const { arguments: value, text } = call;
  if (typeof value !== 'string') {
    // Of what stands in the row itself, the row's schema speaks.
    if (text !== undefined && !isObject(value)) {
      const missing = value === undefined;
      report({
        place: missing ? through(text, call.path, 'open') : through(text, call.argumentsPath),
        message: missing
          ? `The call of ${quoted(call.name ?? '')} has no "arguments". Write {} where there are none.`
          : `The arguments of ${quoted(call.name ?? '')} should be an object, but are ${shown(value)}.`,
      });
    }
    return;
  }
  const parsed = parsedJson(value)?.value;
  if (isObject(parsed)) {
    return;
  }
  const place = through(text, call.argumentsPath);
  const name = quoted(call.name ?? '');
  if (parsed !== undefined) {
    const twice = unwrapped(parsed);
    report({
      place,
      message:
        twice === undefined
          ? `The arguments of ${name} should be a JSON object, but are ${withArticle(typeName(parsed))}: the call can't be made.`
          : `The arguments of ${name} are encoded as JSON twice: the model would learn to write a string in place of an object.`,
      fix: twice === undefined ? undefined : rewriting(call, 'Encode the arguments once', decodedOnce),
    });
    return;
  }
  if (value.trim() === '') {
    report({
      place,
      message: `The arguments of ${name} are empty, which is not JSON. A call without arguments has "{}".`,
      fix: rewriting(call, 'Write {}', mended),
    });
    return;
  }
  const { start, end, says } = mistakeIn(value);
  report({
    place: spanIn(place, start, end),
    message: `The arguments of ${name} are not valid JSON, and the model would learn to write such. ${says}`,
    fix: mended(value) === undefined ? undefined : rewriting(call, 'Write the arguments as JSON', mended),
  });
}

/** A turn that is a call by its role, and whose text could not be read as one. */
function checkCallText(message: Message, report: Report): void {
  const { content } = message;
  // Without a text there is more missing than JSON: schema and content rules say so.
  if (typeof content !== 'string' || content.trim() === '') {
    return;
  }
  const parsed = innerJson(content);
  if (parsed !== undefined) {
    if (Array.isArray(parsed.value) ? parsed.value.length === 0 : !isObject(parsed.value)) {
      report({
        place: { path: message.contentPath },
        message: `A "function_call" turn should be a JSON object with "name" and "arguments", but this is ${withArticle(typeName(parsed.value))}.`,
      });
    }
    return;
  }
  const from = innerStart(content);
  const { start, end, says } = mistakeIn(content.slice(from));
  const right = mended(content.slice(from), (value) => isObject(value) || Array.isArray(value));
  report({
    place: { path: message.contentPath, span: [from + start, from + end] },
    message: `This call is not valid JSON, as a "function_call" turn should be: {"name": …, "arguments": {…}}. ${says}`,
    fix:
      right === undefined
        ? undefined
        : {
            title: 'Write the call as JSON',
            safety: 'suggested',
            change: ({ text }) => ({
              kind: 'columns',
              edits: replaceValue(text, message.contentPath, content.slice(0, from) + right),
            }),
          },
  });
}

function spanIn(place: Place, start: number, end: number): Place {
  return place.inside === undefined
    ? { ...place, span: [start, end] }
    : { ...place, inside: spanIn(place.inside, start, end) };
}

function decodedOnce(text: string): string | undefined {
  const value = parsedJson(text)?.value;
  return value === undefined ? undefined : unwrapped(value);
}

/** The JSON of an object that a string holds. */
function unwrapped(value: Json): string | undefined {
  return typeof value === 'string' && isObject(parsedJson(value)?.value) ? value : undefined;
}

function rewriting(call: ToolCall, title: string, rewrite: (text: string) => string | undefined): Fix {
  return {
    title,
    safety: 'suggested',
    change: (row) => ({
      kind: 'columns',
      edits: editThrough(row.text, call.text, call.argumentsPath, (json, path) => {
        const now = valueAt(parsedJson(json)?.value, path);
        const text = typeof now === 'string' ? rewrite(now) : undefined;
        return text === undefined ? [] : replaceValue(json, path, text);
      }),
    }),
  };
}
