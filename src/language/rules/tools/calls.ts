import { parsedJson } from '../../document/inner.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import { type ColumnEdit, type Path, type Place, through } from '../../document/place.ts';
import { editInside, editThrough } from '../../document/surgery.ts';
import type { Example, Message, Tool, ToolCall } from '../../formats/example.ts';

/**
 * The messages whose calls a model learns to make: all but a rejected answer, which may be wrong on purpose.
 */
export function taught(example: Example): readonly Message[] {
  const { messages, completion, chosen } = example;
  return completion.length === 0 && chosen.length === 0 ? messages : [...messages, ...completion, ...chosen];
}

let lastExample: Example | undefined;
let lastUses = false;

/**
 * Whether any message calls a tool or brings a result. Nearly every rule about tools asks this first, one after the
 * other of the same row, and most rows have none: the last answer is kept.
 */
export function usesTools(example: Example): boolean {
  if (example !== lastExample) {
    lastUses =
      anyOfTools(example.messages) ||
      anyOfTools(example.completion) ||
      anyOfTools(example.chosen) ||
      anyOfTools(example.rejected);
    lastExample = example;
  }
  return lastUses;
}

function anyOfTools(messages: readonly Message[]): boolean {
  for (const message of messages) {
    if (isOfTools(message)) {
      return true;
    }
  }
  return false;
}

export function isOfTools(message: Message): boolean {
  return message.role === 'tool' || isCalling(message);
}

/** Whether a message calls tools; also where its JSON is broken, so that no call could be read from it. */
export function isCalling(message: Message): boolean {
  return message.calls.length > 0 || message.spelling === 'function_call';
}

/** A call's arguments as an object, in whichever way they are written; undefined where they are none. */
export function argumentsOf(call: ToolCall): JsonObject | undefined {
  const value = typeof call.arguments === 'string' ? parsedJson(call.arguments)?.value : call.arguments;
  return isObject(value) ? value : undefined;
}

/** The place of something in a call's arguments, through one or two layers of JSON in strings. */
export function inArguments(call: ToolCall, path: Path, part?: Place['part']): Place {
  const inner: Place = part === undefined ? { path } : { path, part };
  if (typeof call.arguments !== 'string') {
    return through(call.text, [...call.argumentsPath, ...path], part);
  }
  const holder = through(call.text, call.argumentsPath);
  return holder.inside === undefined
    ? { ...holder, inside: inner }
    : { ...holder, inside: { ...holder.inside, inside: inner } };
}

/** Edits of something in a call's arguments, with the row's other characters as they are. */
export function editArguments(
  text: string,
  call: ToolCall,
  path: Path,
  edit: (text: string, path: Path) => readonly ColumnEdit[],
): readonly ColumnEdit[] {
  return editThrough(text, call.text, call.argumentsPath, (inner, at) =>
    typeof call.arguments === 'string'
      ? editInside(inner, at, (json) => edit(json, path))
      : edit(inner, [...at, ...path]),
  );
}

let lastNamed: Example | undefined;
let toolsByName = new Map<string, Tool | 'several'>();

/** The tools that a row declares, by name. Two of one name can't be told apart. */
export function declared(example: Example): ReadonlyMap<string, Tool | 'several'> {
  if (example !== lastNamed) {
    toolsByName = new Map();
    for (const tool of example.tools) {
      if (tool.name !== undefined) {
        toolsByName.set(tool.name, toolsByName.has(tool.name) ? 'several' : tool);
      }
    }
    lastNamed = example;
  }
  return toolsByName;
}
