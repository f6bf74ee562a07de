import type { JsonObject } from '../document/json.ts';
import { type Message, type Tool, type ToolCall, textOf } from './example.ts';

/** How a format spells a call's arguments. */
export type ArgumentsSpelling = 'string' | 'object';

/** A message in chat spelling. The source's own keys are kept where it was a chat message already. */
export function writeMessage(message: Message, spelling: ArgumentsSpelling): JsonObject {
  const role = message.role === 'unknown' ? (message.spelling ?? 'user') : message.role;
  const row: JsonObject = { role };
  if (message.name !== undefined) {
    row.name = message.name;
  }
  if (message.callId !== undefined) {
    row.tool_call_id = message.callId;
  }
  if (message.calls.length === 0) {
    row.content = message.media && message.content !== undefined ? message.content : textOf(message);
  } else {
    const text = textOf(message);
    if (text !== '') {
      row.content = text;
    }
    row.tool_calls = message.calls.map((call, index) => writeCall(call, index, spelling));
  }
  if (typeof message.weight === 'number') {
    row.weight = message.weight;
  }
  return row;
}

function writeCall(call: ToolCall, index: number, spelling: ArgumentsSpelling): JsonObject {
  return {
    id: call.id ?? `call_${index + 1}`,
    type: 'function',
    function: { name: call.name ?? '', arguments: spellArguments(call, spelling) },
  };
}

function spellArguments(call: ToolCall, spelling: ArgumentsSpelling): JsonObject[string] {
  const { arguments: value } = call;
  if (spelling === 'string') {
    return typeof value === 'string' ? value : JSON.stringify(value ?? {});
  }
  if (typeof value !== 'string') {
    return value ?? {};
  }
  try {
    return JSON.parse(value);
  } catch {
    // Text that is no JSON has no object: it stays what it is rather than being lost.
    return value;
  }
}

export function writeTool(tool: Tool): JsonObject {
  const declared: JsonObject = { name: tool.name ?? '' };
  if (tool.description !== undefined) {
    declared.description = tool.description;
  }
  declared.parameters = tool.parameters ?? { type: 'object', properties: {} };
  return { type: 'function', function: declared };
}

/** The `tools` key of a row, or nothing where the example declares none. */
export function toolsKey(tools: readonly Tool[]): JsonObject {
  return tools.length === 0 ? {} : { tools: tools.map(writeTool) };
}

/** A run of messages as one string, for formats that know nothing but strings. */
export function writePlain(messages: readonly Message[]): string {
  return messages.map(textOf).join('\n');
}
