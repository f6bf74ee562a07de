import type { z } from 'zod';
import type { JsonObject } from '../document/json.ts';
import type { Shape } from '../document/shape.ts';
import type { Example, Role } from './example.ts';

export type FormatId =
  | 'openai-chat'
  | 'openai-preference'
  | 'trl-language-modelling'
  | 'trl-prompt-completion'
  | 'trl-preference'
  | 'sharegpt'
  | 'alpaca'
  | 'text';

/** One way to write examples as rows. */
export interface Format {
  readonly id: FormatId;
  /** For people, in a status line: "OpenAI chat". */
  readonly title: string;
  /** The page that defines the format. */
  readonly source: string;
  /** The keys of a row by which a person knows the format: `messages`, or `prompt` and `completion`. */
  readonly requiredKeys: readonly string[];
  /** Roles as this format writes them; the first spelling of a role is the one that `write` uses. */
  readonly roles: Readonly<Record<string, Role>>;
  /** How sure a row of this shape is of this format: 0 (not it) to 1 (nothing else). Says nothing of validity. */
  evidence(shape: Shape): number;
  /** What a row looks like: keys and types only, never values, so that a verdict holds for all rows of one shape. */
  readonly schema: z.ZodType;
  /** Reads what is there; never fails on a row that breaks the schema. */
  read(row: JsonObject): Example;
  /** The row that teaches the same. Keys that the format has no place for are not carried. */
  write(example: Example): JsonObject;
}
