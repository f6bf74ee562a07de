import { isObject, type Json, type JsonObject } from '../document/json.ts';
import { answerOf, answerStart, type Example, type Message, type Tool } from '../formats/example.ts';
import { Hasher } from './hasher.ts';

/**
 * 53-bit fingerprints of what a row means, so that key order, JSON spacing, escapes, Unicode form and white space in
 * text do not hide that two rows are the same. Two rows of a million that differ share one with a chance of about
 * 1 in 20,000.
 */
export interface Fingerprints {
  /** All of it: prompt, tools and every answer. */
  readonly meaning: number;
  /** What comes before the answer, tools included; undefined where nothing does. */
  readonly prompt: number | undefined;
  /** The answer that is learnt; undefined where there is none. */
  readonly answer: number | undefined;
  /** Whether all of its text is ASCII: known by the way, and it clears a row of much. */
  readonly ascii: boolean;
}

/** `row` is what the example was read from: a row of which nothing could be read is known by its JSON. */
export function fingerprintsOf(example: Example, row: JsonObject): Fingerprints {
  const hasher = new Hasher();
  const promptEnd = example.kind === 'conversation' ? answerStart(example.messages) : example.messages.length;
  for (let index = 0; index < promptEnd; index++) {
    hashMessage(hasher, example.messages[index]!);
  }
  for (const tool of example.tools) {
    hashTool(hasher, tool);
  }
  const hasPrompt = promptEnd > 0 && example.kind !== 'text';
  const prompt = hasher.value;
  const answers = hashed(answerOf(example));
  const rejected = hashed(example.rejected);
  hasher.mark(answers?.value ?? 0);
  hasher.mark(rejected?.value ?? 0);
  if (promptEnd === 0 && answers === undefined && rejected === undefined) {
    hashJson(hasher, row);
  }
  return {
    meaning: hasher.value,
    prompt: hasPrompt ? prompt : undefined,
    answer: answers?.value,
    ascii: hasher.ascii && answers?.ascii !== false && rejected?.ascii !== false,
  };
}

/** The fingerprint of a run of messages; undefined for none. */
export function hashMessages(messages: readonly Message[]): number | undefined {
  return hashed(messages)?.value;
}

function hashed(messages: readonly Message[]): Hasher | undefined {
  if (messages.length === 0) {
    return undefined;
  }
  const hasher = new Hasher();
  for (const message of messages) {
    hashMessage(hasher, message);
  }
  return hasher;
}

export function hashText(text: string): number {
  const hasher = new Hasher();
  hasher.text(text);
  return hasher.value;
}

const roleMarks = { system: 11, developer: 12, user: 13, assistant: 14, tool: 15, unknown: 16 } as const;

function hashMessage(hasher: Hasher, message: Message): void {
  hasher.mark(roleMarks[message.role]);
  if (message.role === 'unknown') {
    hasher.text(message.spelling ?? '');
  }
  for (const passage of message.passages) {
    hasher.text(passage.text);
  }
  if (message.media || message.passages.length === 0) {
    hashJson(hasher, message.content ?? null);
  }
  for (const call of message.calls) {
    hasher.text(call.name ?? '');
    hashJson(hasher, parsed(call.arguments ?? null));
  }
  if (message.weight !== undefined && message.weight !== null) {
    hasher.text(String(message.weight));
  }
}

function hashTool(hasher: Hasher, tool: Tool): void {
  hasher.text(tool.name ?? '');
  hasher.text(tool.description ?? '');
  hashJson(hasher, tool.parameters ?? null);
}

/** A call's arguments mean the same as a JSON string and as an object. */
function parsed(value: Json): Json {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}

function hashJson(hasher: Hasher, value: Json): void {
  if (Array.isArray(value)) {
    hasher.mark(1);
    for (const item of value) {
      hashJson(hasher, item);
    }
    hasher.mark(2);
  } else if (isObject(value)) {
    hasher.mark(3);
    for (const key of Object.keys(value).sort()) {
      hasher.text(key);
      hashJson(hasher, value[key]!);
    }
    hasher.mark(4);
  } else {
    hasher.text(typeof value === 'string' ? value : String(value));
  }
}
