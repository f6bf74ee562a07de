import type * as z from 'zod';
import { mayChange, parseExactly } from '../document/exact-json.ts';
import { hasByteOrderMark, type Json, type JsonObject, valueAt } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import type { Shape } from '../document/shape.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import { lastTrained, lengthsOf, type RowLength } from '../tokens/lengths.ts';
import { allMessages, type Example, isTrained } from './example.ts';
import type { Format } from './format.ts';
import { Inconvertible, quoted, unknownKeysOf } from './trl-message.ts';
import { obstacle, sectionsOf, trlTools } from './trl-sections.ts';
import {
  chooseShape,
  contentOf,
  emptySurvey,
  isConversational,
  type RowContent,
  type ShapeSurvey,
  type TrlLoss,
  type TrlMethod,
  type TrlShape,
} from './trl-shape.ts';
import { type SchemaIssue, SchemaValidator } from './validate.ts';

/** A row as it is read; `line` starts at 1. */
export interface SourceRow {
  readonly line: number;
  readonly text: string;
  readonly value: JsonObject;
  readonly shape: Shape;
  readonly format: Format;
  /** That its texts are known to be ASCII. */
  readonly ascii?: boolean;
}

export interface TrlRow {
  readonly row: JsonObject;
  readonly length: RowLength;
}

/** Rows that something is to be said of: how many, and the lines of the first. */
export interface Touched {
  readonly count: number;
  readonly lines: readonly number[];
}

/** What rows lose or change on the way, and what is left out. */
export interface Conversion {
  readonly survey: ShapeSurvey;
  readonly leftOut: readonly { readonly line: number; readonly reason: string }[];
  /** Rows by key that has no place in TRL's rows. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Rows whose messages of weight 0 are learnt all the same. */
  readonly unmasked: Touched;
  /** Rows with messages after the answer that is learnt, which are not carried. */
  readonly cut: Touched;
  /** Rows whose developer messages became system messages. */
  readonly developer: Touched;
}

const mostLines = 100;

/** Formats whose strings stand for themselves; in others they are turns of a conversation. */
const stringFormats: ReadonlySet<string> = new Set(['trl-prompt-completion', 'trl-preference']);

/**
 * Writes the rows of a file in one of TRL's shapes, and keeps account of what that does to them. What can't be written
 * is left out with the reason, never in silence.
 */
export class TrlConverter {
  readonly #method: TrlMethod;
  readonly #loss: TrlLoss;
  readonly #validator = new SchemaValidator();
  readonly #contents = { ...emptySurvey.contents };
  #shape: TrlShape | undefined;
  #weighted = 0;
  #several = 0;
  readonly #leftOut: { line: number; reason: string }[] = [];
  readonly #dropped = new Map<string, number>();
  readonly #unmasked = { count: 0, lines: [] as number[] };
  readonly #cut = { count: 0, lines: [] as number[] };
  readonly #developer = { count: 0, lines: [] as number[] };

  /** Without a shape the first row decides. */
  constructor(method: TrlMethod, loss: TrlLoss, shape?: TrlShape) {
    this.#method = method;
    this.#loss = loss;
    this.#shape = shape;
  }

  get shape(): TrlShape | undefined {
    return this.#shape;
  }

  get conversion(): Conversion {
    return {
      survey: { contents: this.#contents, weighted: this.#weighted, several: this.#several },
      leftOut: this.#leftOut,
      dropped: Object.fromEntries(this.#dropped),
      unmasked: this.#unmasked,
      cut: this.#cut,
      developer: this.#developer,
    };
  }

  leaveOut(line: number, reason: string): void {
    this.#leftOut.push({ line, reason });
  }

  /** The row in TRL's shape; undefined where it is left out. */
  convert(source: SourceRow): TrlRow | undefined {
    try {
      return this.#convert(source);
    } catch (error) {
      if (error instanceof Inconvertible) {
        this.leaveOut(source.line, error.message);
        return undefined;
      }
      throw error;
    }
  }

  #convert({ value, format, shape: form, text, ascii, line }: SourceRow): TrlRow {
    const issue = this.#validator.issues(format, form, value).find((found) => isFatal(found, format));
    if (issue !== undefined) {
      throw new Inconvertible(described(issue));
    }
    const example = format.read(value);
    const content = contentOf(example, stringFormats.has(format.id));
    this.#count(example, content);
    const shape = this.#shape ?? this.#firstShape(content);
    const reason = obstacle(content, shape, this.#method);
    if (reason !== undefined) {
      throw new Inconvertible(reason);
    }
    const exact = exactlyIn(text, value);
    const row = sectionsOf(example, content, shape, this.#loss, exact);
    const tools = isConversational(shape) ? trlTools(value, example.toolsPath, exact) : undefined;
    if (tools !== undefined) {
      row.tools = tools;
    }
    this.#note(line, example, content, shape);
    this.#noteKeys(value, format, example, tools !== undefined);
    const toolTokens = tools === undefined ? 0 : estimateTokens(JSON.stringify(tools), ascii);
    return { row, length: lengthsOf(example, this.#loss, toolTokens, ascii) };
  }

  #firstShape(content: RowContent): TrlShape {
    const contents = { ...emptySurvey.contents, [content]: 1 };
    this.#shape = chooseShape({ ...emptySurvey, contents }, this.#method, this.#loss);
    return this.#shape;
  }

  #count(example: Example, content: RowContent): void {
    this.#contents[content]++;
    if (content === 'conversation') {
      const answers = example.messages.filter(({ role }) => role === 'assistant');
      const trained = answers.filter(isTrained).length;
      this.#weighted += trained < answers.length ? 1 : 0;
      this.#several += trained > 1 ? 1 : 0;
    }
  }

  #note(line: number, example: Example, content: RowContent, shape: TrlShape): void {
    const { messages } = example;
    const apart = shape === 'prompt-completion' && content === 'conversation';
    const masks = apart ? [] : allMessages(example);
    if (masks.some((message) => message.weight === 0 || message.weight === false)) {
      touch(this.#unmasked, line);
    }
    if (apart && lastTrained(messages) < messages.length - 1) {
      touch(this.#cut, line);
    }
    if (messages.some(({ role }) => role === 'developer')) {
      touch(this.#developer, line);
    }
  }

  #noteKeys(value: JsonObject, format: Format, example: Example, tools: boolean): void {
    const known = keysOf(format);
    const keys = new Set<string>();
    for (const key of Object.keys(value)) {
      const carried = known.has(key) && key !== 'parallel_tool_calls' && (!toolKeys.has(key) || tools);
      if (!carried && !isNothing(value[key])) {
        keys.add(quoted(key));
      }
    }
    for (const message of allMessages(example)) {
      for (const key of unknownKeysOf(message)) {
        keys.add(`${quoted(key)} of messages`);
      }
    }
    for (const key of keys) {
      // Keys come from the data, which may have no end of them.
      const name = this.#dropped.has(key) || this.#dropped.size < mostLines ? key : 'other keys';
      this.#dropped.set(name, (this.#dropped.get(name) ?? 0) + 1);
    }
  }
}

const toolKeys: ReadonlySet<string> = new Set(['tools', 'functions']);

function touch(touched: { count: number; lines: number[] }, line: number): void {
  touched.count++;
  if (touched.lines.length < mostLines) {
    touched.lines.push(line);
  }
}

/** Whether a row can't be read with certainty. A null stands for a key that is not there, where that key may be left out. */
function isFatal(issue: SchemaIssue, format: Format): boolean {
  switch (issue.kind) {
    case 'unknown':
      return false;
    case 'missing':
      return true;
    case 'type': {
      const [key] = issue.path;
      const required = issue.path.length === 1 && format.requiredKeys.includes(String(key));
      return issue.found !== 'null' || required;
    }
  }
}

function described(issue: SchemaIssue): string {
  const at = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.');
  const place = at.replaceAll('.[', '[');
  return issue.kind === 'missing'
    ? `${quoted(issue.key)} is missing${place === '' ? '' : ` in ${place}`}.`
    : issue.kind === 'type'
      ? `${place === '' ? 'The row' : place} is ${issue.found}; ${issue.expected} is expected.`
      : '';
}

const keysByFormat = new Map<string, ReadonlySet<string>>();

function keysOf(format: Format): ReadonlySet<string> {
  let keys = keysByFormat.get(format.id);
  if (keys === undefined) {
    keys = new Set(Object.keys((format.schema as z.ZodObject).shape));
    keysByFormat.set(format.id, keys);
  }
  return keys;
}

/** Looks values of a row up with their numbers as written; the row is parsed for it only where it is asked. */
function exactlyIn(text: string, value: JsonObject): (path: Path) => unknown {
  let exact: unknown;
  return (path) => {
    exact ??= mayChange(text) ? parseExactly(hasByteOrderMark(text) ? text.slice(1) : text) : value;
    return valueAt(exact, path);
  };
}

/** What is no loss: null, and a list without elements, also where the list is written as text. */
function isNothing(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return value.length < 10 && ['', '[]'].includes(value.trim());
  }
  return value === null || (Array.isArray(value) && value.length === 0);
}
