import { type InnerJson, innerJson } from '../document/inner.ts';
import { isObject, type Json, type JsonObject } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Example, Message, Passage, Role, Tool, ToolCall } from './example.ts';

const none: readonly never[] = [];

/** An example of which only the named parts are there. */
export function exampleOf(parts: Partial<Example> & Pick<Example, 'kind'>): Example {
  return {
    messages: none,
    completion: none,
    chosen: none,
    rejected: none,
    tools: none,
    toolsPath: undefined,
    standard: false,
    ...parts,
  };
}

/** Roles in OpenAI's spelling, which TRL, Together, Mistral and most others share. */
export const chatRoles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** Reads a list of chat messages (`role`, `content`, `tool_calls` …). Whatever is no object is passed over. */
export function readMessages(list: Json | undefined, path: Path, roles = chatRoles): Message[] {
  if (!Array.isArray(list)) {
    return [];
  }
  const messages: Message[] = [];
  for (let index = 0; index < list.length; index++) {
    const source = list[index];
    if (isObject(source)) {
      messages.push(readMessage(source, [...path, index], roles));
    }
  }
  return messages;
}

function readMessage(source: JsonObject, path: Path, roles: Readonly<Record<string, Role>>): Message {
  return new ChatMessage(source, path, roles);
}

/** A message that works out most of its paths only when it is asked: few rows have a problem to point at. */
class ChatMessage implements Message {
  readonly role: Role;
  readonly spelling: string | undefined;
  readonly path: Path;
  readonly content: Json | undefined;
  readonly passages: readonly Passage[];
  readonly media: boolean;
  readonly calls: readonly ToolCall[];
  readonly callId: string | undefined;
  readonly name: string | undefined;
  readonly weight: Json | undefined;
  readonly source: JsonObject;

  constructor(source: JsonObject, path: Path, roles: Readonly<Record<string, Role>>) {
    const { role, content } = source;
    this.spelling = typeof role === 'string' ? role : undefined;
    this.role = roleOf(this.spelling, roles);
    this.path = path;
    this.content = content;
    this.passages =
      typeof content === 'string'
        ? [new ContentPassage(content, path)]
        : readPassages(content, this.contentPath);
    this.media = Array.isArray(content) && content.some(isMedia);
    this.calls = readCalls(source, path);
    this.callId = typeof source.tool_call_id === 'string' ? source.tool_call_id : undefined;
    this.name = typeof source.name === 'string' ? source.name : undefined;
    this.weight = source.weight ?? source.train;
    this.source = source;
  }

  get rolePath(): Path {
    return [...this.path, 'role'];
  }

  get contentPath(): Path {
    return [...this.path, 'content'];
  }
}

/** The content of a message that is one string. */
class ContentPassage implements Passage {
  readonly text: string;
  readonly #message: Path;

  constructor(text: string, message: Path) {
    this.text = text;
    this.#message = message;
  }

  get path(): Path {
    return [...this.#message, 'content'];
  }
}

export function roleOf(spelling: string | undefined, roles: Readonly<Record<string, Role>>): Role {
  return spelling !== undefined && Object.hasOwn(roles, spelling) ? roles[spelling]! : 'unknown';
}

export function readPassages(content: Json | undefined, path: Path): readonly Passage[] {
  if (typeof content === 'string') {
    return [{ text: content, path }];
  }
  if (!Array.isArray(content)) {
    return none;
  }
  const passages: Passage[] = [];
  for (let index = 0; index < content.length; index++) {
    const part = content[index];
    if (typeof part === 'string') {
      passages.push({ text: part, path: [...path, index] });
    } else if (isObject(part)) {
      const key = textKey(part);
      if (key !== undefined) {
        passages.push({ text: part[key] as string, path: [...path, index, key] });
      }
    }
  }
  return passages;
}

/** Where a content part has its text: under `text`, or in LLaMA-Factory's newer rows under `value`. */
function textKey(part: JsonObject): 'text' | 'value' | undefined {
  if (typeof part.text === 'string') {
    return 'text';
  }
  return part.type === 'text' && typeof part.value === 'string' ? 'value' : undefined;
}

/** Parts that are neither text nor what the assistant does: images, audio, files. */
function isMedia(part: Json): boolean {
  return (
    isObject(part) && textKey(part) === undefined && part.type !== 'tool_call' && part.type !== 'reasoning'
  );
}

/**
 * Calls in `tool_calls`; in OpenAI's older spelling in `function_call`; in LLaMA-Factory's newer one among the content
 * parts.
 */
function readCalls(message: JsonObject, path: Path): readonly ToolCall[] {
  const { content, tool_calls: list, function_call: legacy } = message;
  if (!Array.isArray(list)) {
    return isObject(legacy)
      ? [readCall(legacy, undefined, [...path, 'function_call'])]
      : readCallParts(content, [...path, 'content']);
  }
  const calls: ToolCall[] = [];
  for (let index = 0; index < list.length; index++) {
    const call = list[index];
    if (isObject(call)) {
      const callPath = [...path, 'tool_calls', index];
      const nested = isObject(call.function);
      const named = nested ? (call.function as JsonObject) : call;
      calls.push(readCall(named, call.id, nested ? [...callPath, 'function'] : callPath, callPath));
    }
  }
  return calls;
}

function readCallParts(content: Json | undefined, path: Path): readonly ToolCall[] {
  if (!Array.isArray(content)) {
    return none;
  }
  return content.flatMap((part, index) =>
    isObject(part) && part.type === 'tool_call' ? readCallsText(part.value, [...path, index, 'value']) : [],
  );
}

/** Calls that a string holds as JSON: `{"name", "arguments"}`, or a list of such for calls made at once. */
export function readCallsText(value: Json | undefined, path: Path): readonly ToolCall[] {
  const inner = typeof value === 'string' ? innerJson(value)?.value : undefined;
  if (isObject(inner)) {
    return [{ ...readCall(inner, inner.id, path), text: path }];
  }
  const calls: ToolCall[] = [];
  for (const [index, call] of Array.isArray(inner) ? inner.entries() : none) {
    if (isObject(call)) {
      calls.push({ ...readCall(call, call.id, [...path, index]), text: path });
    }
  }
  return calls;
}

function readCall(named: JsonObject, id: Json | undefined, inner: Path, path: Path = inner): ToolCall {
  return {
    path,
    id: typeof id === 'string' ? id : undefined,
    name: typeof named.name === 'string' ? named.name : undefined,
    namePath: [...inner, 'name'],
    arguments: named.arguments,
    argumentsPath: [...inner, 'arguments'],
  };
}

/**
 * Reads declared tools: `{type, function: {name, parameters}}`, or the bare function of older rows; in a list, or in
 * the JSON text of a list, which LLaMA-Factory and older versions of Hugging Face's datasets want.
 */
export function readTools(value: Json | undefined, path: Path): readonly Tool[] {
  if (typeof value === 'string') {
    const list = toolsText(value)?.value;
    return Array.isArray(list) ? readToolList(list, path, path) : none;
  }
  return Array.isArray(value) ? readToolList(value, path, undefined) : none;
}

let lastText = '';
let lastJson: InnerJson | undefined;

/** What a string of tools holds; undefined where that is no JSON. Rows in a row mostly hold the same. */
export function toolsText(text: string): InnerJson | undefined {
  if (text !== lastText) {
    lastText = text;
    lastJson = innerJson(text);
  }
  return lastJson;
}

function readToolList(list: readonly Json[], path: Path, text: Path | undefined): readonly Tool[] {
  const tools: Tool[] = [];
  for (let index = 0; index < list.length; index++) {
    const tool = list[index];
    if (isObject(tool)) {
      const toolPath = [...path, index];
      const nested = isObject(tool.function);
      const named = nested ? (tool.function as JsonObject) : tool;
      const inner = nested ? [...toolPath, 'function'] : toolPath;
      tools.push({
        path: toolPath,
        text,
        name: typeof named.name === 'string' ? named.name : undefined,
        namePath: [...inner, 'name'],
        description: typeof named.description === 'string' ? named.description : undefined,
        parameters: isObject(named.parameters) ? named.parameters : undefined,
        parametersPath: [...inner, 'parameters'],
      });
    }
  }
  return tools;
}

/** The tools of a row: under `tools`, or under `functions` in older rows. */
export function readRowTools(
  row: JsonObject,
  path: Path = [],
): { tools: readonly Tool[]; toolsPath: Path | undefined } {
  const key = isGiven(row.tools) ? 'tools' : isGiven(row.functions) ? 'functions' : undefined;
  if (key === undefined) {
    return { tools: none, toolsPath: undefined };
  }
  const toolsPath = [...path, key];
  return { tools: readTools(row[key], toolsPath), toolsPath };
}

/** Tables of rows give every row every key: null stands for a key that is not there. */
function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** A string of a row that stands for a whole message, as in `prompt` and `completion`. */
export function plainMessage(role: Role, text: Json | undefined, path: Path): Message[] {
  if (text === undefined) {
    return [];
  }
  return [
    {
      role,
      spelling: undefined,
      path,
      rolePath: path,
      contentPath: path,
      content: text,
      passages: readPassages(text, path),
      media: false,
      calls: none,
      callId: undefined,
      name: undefined,
      weight: undefined,
      source: undefined,
    },
  ];
}

/** Messages where the row has a list, one plain message where it has a string. */
export function readEither(role: Role, value: Json | undefined, path: Path): Message[] {
  return Array.isArray(value) ? readMessages(value, path) : plainMessage(role, value, path);
}
