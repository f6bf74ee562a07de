import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { z } from 'zod';
import { type Configuration, configurationSchema } from '../language/index.ts';
import { type Fault, faultsOf } from './configuration-faults.ts';

export const configurationName = 'tuneset.json';

/** Something wrong in a tuneset.json; lines and columns start at 1, columns count UTF-16 units, ends are exclusive. */
export interface ConfigurationProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

/** A tuneset.json that was read. */
export interface ParsedConfiguration {
  readonly path: string;
  /** What could be made of it: what is wrong is left out, so that one typing error does not turn all of it off. */
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
  /** Where the value at a path of it is written. */
  readonly locate: (at: readonly PropertyKey[]) => ConfigurationRange;
}

export type ConfigurationRange = Omit<ConfigurationProblem, 'path' | 'message'>;

const syntaxMessages: Record<string, string> = {
  InvalidSymbol: 'This is no JSON value. Texts stand in double quotes.',
  InvalidNumberFormat: 'This is no number as JSON writes it.',
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace is missing here.',
  CloseBracketExpected: 'A closing bracket is missing here.',
  EndOfFileExpected: 'Nothing may follow the configuration.',
  InvalidCommentToken: 'This is no comment as JSON with comments writes it.',
  UnexpectedEndOfComment: 'This comment does not end.',
  UnexpectedEndOfString: 'This text does not end: a double quote is missing.',
  UnexpectedEndOfNumber: 'This number does not end.',
  InvalidUnicode: 'This is no Unicode escape: \\u and four hexadecimal digits.',
  InvalidEscapeCharacter: 'This is no escape that JSON knows.',
  InvalidCharacter: 'Control characters must be escaped.',
};

/** Reads the text of a tuneset.json. Never fails; comments and trailing commas are fine. Pure, so that it can be cached. */
export function parseConfiguration(text: string, path: string): ParsedConfiguration {
  const source = text.replace(/^\uFEFF/, ' ');
  const errors: ParseError[] = [];
  const root = source.trim() === '' ? undefined : parse(source, errors);
  const tooDeep = root === undefined && errors.length === 0 && source.trim() !== '';
  const position = positions(source);
  const range = (start: number, end: number): ConfigurationRange => {
    const from = position(start);
    const to = position(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const locate = (at: readonly PropertyKey[], key = false): ConfigurationRange => {
    const node = root === undefined ? undefined : nodeAt(root, at);
    const part = key && node?.parent?.type === 'property' ? node.parent.children![0]! : node;
    return part === undefined ? range(0, 0) : range(part.offset, part.offset + part.length);
  };
  const problems: ConfigurationProblem[] = errors.map((error) => ({
    path,
    ...range(error.offset, error.offset + error.length),
    message: syntaxMessages[printParseErrorCode(error.error)] ?? 'This is no JSON.',
  }));
  if (tooDeep) {
    problems.push({ path, ...range(0, 1), message: 'This is nested too deep to be read.' });
  }
  const value: unknown = root === undefined ? {} : getNodeValue(root);
  const { configuration, faults } = validate(value);
  for (const fault of faults) {
    problems.push({ path, ...locate(fault.at, fault.key), message: fault.message });
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { path, configuration, problems, locate };
}

/** A problem as a line: where it is, then what. */
export function describeProblem(problem: ConfigurationProblem, shownPath = problem.path): string {
  return `${shownPath}:${problem.line}:${problem.column}: ${problem.message}`;
}

function parse(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** The node at a path, or the nearest above it that exists. */
function nodeAt(root: Node, at: readonly PropertyKey[]): Node | undefined {
  for (let depth = at.length; depth >= 0; depth--) {
    const node = findNodeAtLocation(root, at.slice(0, depth) as (string | number)[]);
    if (node !== undefined) {
      return node;
    }
  }
  return undefined;
}

/** Validates a value; what is wrong is told, and taken out until the rest is right. */
function validate(value: unknown): { configuration: Configuration; faults: readonly Fault[] } {
  const told: Fault[] = [];
  const rest = structuredClone(value);
  // Taking something out can leave a list empty that must not be: a second round takes that out too.
  for (let round = 0; round < 3; round++) {
    const result = configurationSchema.safeParse(rest);
    if (result.success) {
      return { configuration: result.data, faults: told };
    }
    const faults = faultsOf(result.error.issues as z.core.$ZodIssue[], rest);
    if (round === 0) {
      told.push(...faults);
    }
    for (const fault of faults) {
      remove(rest, fault.at);
    }
  }
  return { configuration: {}, faults: told };
}

function remove(value: unknown, at: readonly PropertyKey[]): void {
  let holder = value as Record<PropertyKey, unknown> | undefined;
  for (const key of at.slice(0, -1)) {
    holder = holder?.[key] as Record<PropertyKey, unknown> | undefined;
  }
  const last = at.at(-1);
  if (last === undefined || typeof holder !== 'object' || holder === null) {
    return;
  }
  if (Array.isArray(holder)) {
    // A hole would be refused; a list without the element is the next best thing.
    holder.splice(Number(last), 1);
  } else {
    delete holder[last];
  }
}

function positions(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(match.index + match[0].length);
  }
  return (offset) => {
    let line = starts.length - 1;
    while (starts[line]! > offset) {
      line--;
    }
    return { line: line + 1, column: offset - starts[line]! + 1 };
  };
}
