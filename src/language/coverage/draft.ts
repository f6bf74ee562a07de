import { isObject, type Json, type JsonObject } from '../document/json.ts';
import type { Example, Message, Role, Tool } from '../formats/example.ts';
import type { Format } from '../formats/format.ts';
import { exampleOf, plainMessage } from '../formats/read.ts';
import type { EdgeCase } from './edge-case.ts';

/** What every draft has somewhere, so that content.placeholder flags it and no detector takes it for an example. */
const marker = '[PLACEHOLDER:';

/** A text that a person has yet to write. */
export function placeholder(what: string): string {
  return `${marker} ${what}]`;
}

export function isDraftText(text: string): boolean {
  // Few texts have a bracket, and that is found much faster.
  return text.includes('[') && text.includes(marker);
}

/** A message that stands nowhere yet. */
export function message(role: Role, text: string, more: Partial<Message> = {}): Message {
  const [plain] = plainMessage(role, text, []);
  return { ...plain!, ...more };
}

/** A message that calls a tool, with a value of the right type for each parameter that it requires. */
export function callMessage(tool: Tool | undefined, id: string): Message {
  const call = {
    path: [],
    id,
    name: tool?.name ?? '',
    namePath: [],
    arguments: requiredArguments(tool?.parameters),
    argumentsPath: [],
  };
  return message('assistant', '', { content: null, passages: [], calls: [call] });
}

function requiredArguments(parameters: JsonObject | undefined): JsonObject {
  const properties = isObject(parameters?.properties) ? parameters.properties : {};
  const required = Array.isArray(parameters?.required) ? parameters.required : [];
  const names = required.filter((name) => typeof name === 'string' && name !== '__proto__');
  return Object.fromEntries(
    names.map((name) => [name, sampleOf(name as string, properties[name as string])]),
  );
}

function sampleOf(name: string, schema: Json | undefined): Json {
  const { type, enum: options } = isObject(schema) ? schema : { type: undefined, enum: undefined };
  if (Array.isArray(options) && options.length > 0) {
    return options[0]!;
  }
  switch (type) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return placeholder(name);
  }
}

/** What drafts take over from the file they are made for. */
export interface Surroundings {
  readonly format: Format;
  /** The system prompt that its rows have. */
  readonly system: string | undefined;
  readonly tools: readonly Tool[];
  /** Whether its rows have plain strings in place of messages. */
  readonly plain: boolean;
}

/** A draft as a line of the file. */
export function draftLine(edgeCase: EdgeCase, { format, system, tools, plain }: Surroundings): string {
  const { prompt, answer } = edgeCase.draft(tools);
  const messages = system === undefined ? prompt : [message('system', system), ...prompt];
  const declared = edgeCase.needs.includes('tools') ? tools : [];
  return JSON.stringify(
    format.write(exampleFor(format, messages, answer, { tools: declared, standard: plain })),
  );
}

function exampleFor(
  format: Format,
  prompt: readonly Message[],
  answer: Message,
  parts: Pick<Example, 'tools' | 'standard'>,
): Example {
  switch (format.id) {
    case 'openai-preference':
    case 'trl-preference':
      return exampleOf({
        kind: 'preference',
        messages: prompt,
        chosen: [answer],
        rejected: [message('assistant', placeholder('a worse answer to the same'))],
        ...parts,
      });
    case 'trl-prompt-completion':
    case 'alpaca':
      return exampleOf({ kind: 'prompt-completion', messages: prompt, completion: [answer], ...parts });
    default:
      return exampleOf({ kind: 'conversation', messages: [...prompt, answer], ...parts });
  }
}
