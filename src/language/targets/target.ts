import type { Role } from '../formats/example.ts';
import type { FormatId } from '../formats/format.ts';

export type TargetId =
  | 'openai-sft'
  | 'openai-dpo'
  | 'azure-sft'
  | 'azure-dpo'
  | 'together-sft'
  | 'together-dpo'
  | 'fireworks'
  | 'mistral'
  | 'trl-sft'
  | 'trl-dpo'
  | 'trl-orpo'
  | 'axolotl'
  | 'llama-factory'
  | 'mlx';

/** A requirement with the page it was read on, and the day. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** What a trainer does with a row that breaks a requirement. */
export type Effect = 'rejects' | 'drops' | 'ignores';

/** Everything that a training target asks of rows. What a target says nothing of, it accepts. */
export interface Requirements {
  readonly formats: Sourced<readonly FormatId[]>;
  /** Role spellings it knows. */
  readonly roles?: Sourced<readonly string[]>;
  /** User and assistant take turns strictly; what it does with a row where they don't. */
  readonly alternation?: Sourced<Effect>;
  readonly firstRoles?: Sourced<readonly Role[]>;
  readonly lastRoles?: Sourced<readonly Role[]>;
  /** A system message stands first or nowhere. */
  readonly systemFirst?: Sourced<true>;
  /** An assistant message has content or calls, not both. */
  readonly contentXorCalls?: Sourced<true>;
  readonly emptyContent?: Sourced<Effect>;
  /** How a call's arguments are written. */
  readonly argumentsType?: Sourced<'string' | 'object'>;
  /** Regular expression for names of tools. */
  readonly toolName?: Sourced<string>;
  /** Regular expression for ids of tool calls. */
  readonly callId?: Sourced<string>;
  readonly toolsUnsupported?: Sourced<true>;
  /** What it does with keys it does not know. */
  readonly unknownKeys?: Sourced<Effect>;
  /** Values that a message's weight may have. */
  readonly weights?: Sourced<readonly number[]>;
  readonly byteOrderMark?: Sourced<'required' | 'rejected'>;
  readonly blankLines?: Sourced<Effect>;
  /** Text that may not occur in any message. */
  readonly reservedText?: Sourced<readonly string[]>;
  /** Chosen and rejected are exactly one assistant message each. */
  readonly singleAnswer?: Sourced<true>;
}

/** Where a dataset is to be trained. One file a target; each reads like a table. */
export interface Target {
  readonly id: TargetId;
  /** For people: "OpenAI supervised fine-tuning". */
  readonly title: string;
  readonly requires: Requirements;
}

/** A requirement of one of the targets in force. */
export interface Demand<T> {
  readonly target: Target;
  readonly value: T;
  readonly source: string;
}

/** What the targets in force ask in one respect; empty where no target is chosen or none asks anything. */
export function demandsFor<K extends keyof Requirements>(
  targets: readonly Target[],
  key: K,
): Demand<NonNullable<Requirements[K]>['value']>[] {
  const demands: Demand<NonNullable<Requirements[K]>['value']>[] = [];
  for (const target of targets) {
    const requirement = target.requires[key];
    if (requirement !== undefined) {
      demands.push({ target, value: requirement.value, source: requirement.source });
    }
  }
  return demands;
}

/** The names of targets as a sentence has them: "A", "A and B", "A, B and C". */
export function targetNames(demands: readonly { readonly target: Target }[]): string {
  const names = [...new Set(demands.map((demand) => demand.target.title))];
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
