import { parseExactly } from '../document/exact-json.ts';
import { isObject, type Json, type JsonObject, typeName } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Message, ToolCall } from './example.ts';

/** Why a row can't be written in TRL's shape, as a sentence about it. */
export class Inconvertible extends Error {
  override readonly name = 'Inconvertible';
}

/** Keys of a message that end up in TRL's row in one way or another. */
const carried: ReadonlySet<string> = new Set([
  'role',
  'content',
  'name',
  'tool_calls',
  'function_call',
  'tool_call_id',
  'refusal',
  'weight',
  'train',
  // ShareGPT
  'from',
  'value',
]);

/** What models think before they answer, in the spellings of chat templates: Qwen and GLM, gpt-oss, SmolLM and others. */
const thoughts = ['reasoning_content', 'thinking', 'reasoning'] as const;

/** Keys of a message that a chat template would not know, and that have a value. */
export function unknownKeysOf(message: Message): string[] {
  const { source } = message;
  if (source === undefined) {
    return [];
  }
  return Object.keys(source).filter(
    (key) => !carried.has(key) && !(thoughts as readonly string[]).includes(key) && source[key] !== null,
  );
}

/**
 * A message as chat templates read it: content is a string always, also where nothing is said, since tables of rows
 * turn a missing key into "None"; the arguments of calls are objects. `exact` gives the value at a path of the row with
 * its numbers as they are written. Throws `Inconvertible`.
 */
export function trlMessage(message: Message, exact: (path: Path) => unknown): JsonObject {
  const { role, spelling, name, callId, calls, source } = message;
  const row: JsonObject = {
    role: role === 'developer' ? 'system' : role === 'unknown' ? unknownRole(spelling) : role,
    content: contentOf(message),
  };
  if (name !== undefined) {
    row.name = name;
  }
  for (const key of thoughts) {
    const thought = source?.[key];
    if (typeof thought === 'string') {
      row[key] = thought;
    }
  }
  if (calls.length > 0) {
    row.tool_calls = calls.map((call) => trlCall(call, exact));
  }
  if (callId !== undefined) {
    row.tool_call_id = callId;
  }
  return row;
}

function unknownRole(spelling: string | undefined): string {
  if (spelling === undefined) {
    throw new Inconvertible('A message has no role.');
  }
  return spelling;
}

function contentOf(message: Message): string {
  const { content, media, passages, calls, source } = message;
  if (media) {
    throw new Inconvertible('A message has an image, audio or a file; runs train on text only.');
  }
  if (typeof content !== 'string' && !Array.isArray(content) && content !== null && content !== undefined) {
    throw new Inconvertible(`The content of a message is ${described(content)}; text is expected.`);
  }
  // Where a call is JSON in the text of its message, it is not said a second time.
  const said = passages.filter(
    ({ path }) => !calls.some(({ text }) => text !== undefined && same(text, path)),
  );
  const text = said.length === 1 ? said[0]!.text : said.map((passage) => passage.text).join('\n');
  const refusal = source?.refusal;
  return text === '' && typeof refusal === 'string' ? refusal : text;
}

function trlCall(call: ToolCall, exact: (path: Path) => unknown): JsonObject {
  const { id, name } = call;
  if (name === undefined) {
    throw new Inconvertible('A tool call has no name.');
  }
  return {
    ...(id !== undefined && { id }),
    type: 'function',
    function: { name, arguments: argumentsOf(call, name, exact) },
  };
}

function argumentsOf(call: ToolCall, name: string, exact: (path: Path) => unknown): Json {
  const { arguments: value } = call;
  if (value === undefined || value === null || value === '') {
    return {};
  }
  if (isObject(value)) {
    // Inside JSON text no path leads to them.
    const found = call.text === undefined ? exact(call.argumentsPath) : undefined;
    return isObject(found) ? found : value;
  }
  if (typeof value === 'string') {
    try {
      if (isObject(JSON.parse(value))) {
        return parseExactly(value);
      }
    } catch {
      throw new Inconvertible(`The arguments of a call of ${quoted(name)} are no JSON.`);
    }
  }
  throw new Inconvertible(`The arguments of a call of ${quoted(name)} are no JSON object.`);
}

function described(value: unknown): string {
  return typeof value === 'object' ? `an ${typeName(value)}` : `a ${typeName(value)}`;
}

export function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}

function same(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
